// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import Synchronization

/// What the sessions of a sink know of each other.
final class SinkState: Sendable {
    private struct State {
        var substitutions = Substitutions()
        var live: Set<Int32> = []
        var lost: Set<Int32> = []
    }

    private let state = Mutex(State())

    /// What all sessions replaced so far.
    var substitutions: Substitutions { state.withLock { $0.substitutions } }

    /// Counts what a transaction that was committed replaced.
    func count(_ substitutions: Substitutions) {
        state.withLock { $0.substitutions = $0.substitutions + substitutions }
    }

    /// Processes of the server that serve sessions of this sink.
    var live: Set<Int32> { state.withLock { $0.live } }

    /// Processes of the server that served sessions of this sink, and may not know yet that they are over.
    var lost: Set<Int32> { state.withLock { $0.lost } }

    /// A session began; the server gives numbers of processes again.
    func began(_ process: Int32) {
        state.withLock { state in
            state.live.insert(process)
            state.lost.remove(process)
        }
    }

    /// A session ended.
    func ended(_ process: Int32) {
        state.withLock { state in
            state.live.remove(process)
            state.lost.insert(process)
        }
    }
}
