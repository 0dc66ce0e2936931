// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Wakes a thread that waits for a socket: raised by another thread, once and for good.
package final class Interrupt: Sendable {
    private let raised = Atomic(false)
    private let pipe: WakePipe

    /// Is not raised.
    ///
    /// - Throws: ``PostgresError`` where the system has no descriptor left.
    package init() throws(PostgresError) {
        pipe = try WakePipe()
    }

    /// Whether it was raised.
    package var isRaised: Bool { raised.load(ordering: .acquiring) }

    /// Wakes the waiting thread, now or when it begins to wait.
    package func raise() {
        guard !raised.exchange(true, ordering: .acquiringAndReleasing) else { return }
        pipe.wake()
    }

    /// What ended a wait.
    package enum Wakening: Sendable, Hashable {
        /// The socket can be read, or is broken.
        case readable
        /// The socket can be written and not be read.
        case writable
        /// The time passed.
        case deadline
        /// ``raise()`` was called.
        case interrupt
    }

    /// Blocks the thread until the socket is ready, the deadline passes or the interrupt is raised.
    package func wait(
        for socket: Int32,
        reading: Bool,
        writing: Bool,
        until deadline: ContinuousClock.Instant?
    ) -> Wakening {
        while true {
            guard !isRaised else { return .interrupt }
            var milliseconds: Int32 = -1
            if let deadline {
                let left = (deadline - .now) / Duration.milliseconds(1)
                guard left > 0 else { return .deadline }
                milliseconds = left < 1_000_000_000 ? Int32(left) + 1 : 1_000_000_000
            }
            let (events, _) = pipe.poll(socket, reading: reading, writing: writing, milliseconds: milliseconds)
            guard events != 0 else { continue }
            return WakePipe.isOnlyWritable(events) ? .writable : .readable
        }
    }
}
