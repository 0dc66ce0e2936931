// SPDX-License-Identifier: Apache-2.0

/// The XA transactions that are held, with their events.
struct BranchStore {
    struct Branch {
        var held: HeldBranch
        var group: HeldGroup
        /// Counts the branches, so that the oldest can be told.
        var number: Int
    }

    private var branches: [XAIdentifier: Branch] = [:]
    private var nextNumber = 0

    var count: Int { branches.count }
    private(set) var memoryByteCount = 0

    /// What is held, the oldest first.
    var held: HeldBranches {
        HeldBranches(branches.values.sorted { $0.number < $1.number }.map(\.held))
    }

    func contains(_ identifier: XAIdentifier) -> Bool { branches[identifier] != nil }

    /// Adds a branch; one that came before by the same name is forgotten, since a source has only one at a time.
    mutating func insert(_ held: HeldBranch, _ group: HeldGroup) {
        _ = remove(held.identifier)
        branches[held.identifier] = Branch(held: held, group: group, number: nextNumber)
        nextNumber += 1
        memoryByteCount += group.spool.memoryByteCount
    }

    mutating func remove(_ identifier: XAIdentifier) -> Branch? {
        guard let branch = branches.removeValue(forKey: identifier) else { return nil }
        memoryByteCount -= branch.group.spool.memoryByteCount
        return branch
    }
}
