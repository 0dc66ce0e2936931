// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes

/// An XA transaction that was prepared, and neither committed nor rolled back since.
public struct HeldBranch: Sendable, Hashable {
    /// Its name.
    public var identifier: XAIdentifier
    /// The GTID of the group that prepared it; nil where the server logs none.
    public var gtid: TransactionIdentity?
    /// Where that group begins.
    public var position: BinlogFilePosition
    /// When it began, in seconds since 1970 UTC, as the source says.
    public var since: UInt32

    /// Puts the parts together.
    public init(identifier: XAIdentifier, gtid: TransactionIdentity?, position: BinlogFilePosition, since: UInt32) {
        self.identifier = identifier
        self.gtid = gtid
        self.position = position
        self.since = since
    }
}

extension HeldBranch: CustomStringConvertible {
    /// The name, the GTID and the place.
    public var description: String {
        "\(identifier) prepared at \(position)" + (gtid.map { " as \($0)" } ?? "")
    }
}

/// The XA transactions that are held at a place of the stream: a part of the place, since their changes are not made yet.
///
/// Whoever goes on there must be sent them again:
///
/// - MySQL with GTIDs: ask for ``executed(_:)``, the executed set without them. The source sends their groups first and then
///   what is new, so nothing has to be left out.
/// - By file and offset, and MariaDB: begin at ``oldestPosition`` and give the ``TransactionAssembler`` the place that was
///   reached, as `reached`. It leaves out what stands before it, but for these.
public struct HeldBranches: Sendable, Hashable {
    /// The branches, the oldest first.
    public var branches: [HeldBranch]

    /// Takes branches, the oldest first.
    public init(_ branches: [HeldBranch] = []) {
        self.branches = branches
    }

    /// Whether none is held.
    public var isEmpty: Bool { branches.isEmpty }

    /// Where the oldest begins; nil where none is held.
    public var oldestPosition: BinlogFilePosition? { branches.first?.position }

    /// `set` without the groups that prepared the branches, so that the source sends them again.
    public func executed(_ set: GTIDSet) -> GTIDSet {
        var set = set
        for branch in branches {
            if case .mysql(let gtid) = branch.gtid { set.remove(gtid) }
        }
        return set
    }

    /// Whether the branch is one of these: by its GTID, or by its place where it has none.
    func contains(_ branch: HeldBranch) -> Bool {
        branches.contains { known in
            guard known.identifier == branch.identifier else { return false }
            if let gtid = known.gtid, let other = branch.gtid { return gtid == other }
            return known.position == branch.position
        }
    }
}
