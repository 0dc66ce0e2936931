// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLReplication

/// How following a server ended.
struct LiveEnd: Sendable {
    /// Why it ended.
    enum Reason: Sendable {
        /// The log ended, or a stop option was met.
        case finished
        /// A signal asked for it.
        case stopped
        /// Whoever read the output has gone.
        case outputClosed
        /// Something went wrong, as told.
        case failed(String)
    }

    /// Why it ended.
    var reason: Reason
    /// Where to go on; nil where nothing was reached.
    var point: ResumePoint?
    /// Whether the resume file, where there is one, says so.
    var isSaved = true
    /// Events of unknown types.
    var skipped = 0

    /// The status that the reason leads to.
    var status: ExitStatus {
        if case .failed = reason { .failure } else { .success }
    }
}
