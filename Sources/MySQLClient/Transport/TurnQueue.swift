// SPDX-License-Identifier: Apache-2.0

/// Lets one conversation at a time have the connection, in the order of asking.
///
/// Lives on the event loop, as does the actor that owns it.
final class TurnQueue {
    private var isTaken = false
    private var nextID: UInt64 = 0
    private var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []

    /// The name of the next one to wait.
    func makeID() -> UInt64 {
        nextID += 1
        return nextID
    }

    /// Takes the turn if nobody has it.
    func takeIfFree() -> Bool {
        guard !isTaken else { return false }
        isTaken = true
        return true
    }

    /// Adds one who waits; resumed with true when it has the turn, with false if it gave up.
    func wait(_ continuation: CheckedContinuation<Bool, Never>, id: UInt64) {
        waiting.append((id, continuation))
    }

    /// Takes one who gives up out of the queue.
    func giveUp(_ id: UInt64) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }

    /// Passes the turn on.
    func pass() {
        if waiting.isEmpty {
            isTaken = false
        } else {
            waiting.removeFirst().continuation.resume(returning: true)
        }
    }
}
