// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLReplication
import Synchronization

/// Tells on standard error how a connection fares: one line when it is lost, one when it is back.
final class LiveNotices: Sendable {
    private let prefix: String
    private let isVerbose: Bool
    private let isInterrupted = Mutex(false)
    /// Tables whose columns are shown by number.
    private let unnamed = Mutex<Set<String>>([])

    /// Names the server where there are several.
    init(label: String?, isVerbose: Bool) {
        prefix = "binlogtail: " + (label.map { $0 + ": " } ?? "")
        self.isVerbose = isVerbose
    }

    /// Takes what a stream tells.
    func tell(_ notice: StreamNotice) {
        switch notice {
        case .began(let place, let source): if isVerbose { say("following \(source) from \(place)") }
        case .interrupted(let error, _, _):
            let wasInterrupted = isInterrupted.withLock { value in
                defer { value = true }
                return value
            }
            if !wasInterrupted { say("\(error); connecting again") }
        case .resumed(let place, _):
            isInterrupted.withLock { $0 = false }
            say("connected again, going on at \(place)")
        case .sourceChanged(let old, let new):
            say("\(new) answers now in place of \(old), and has all that came so far")
        case .gtidsUnknown(let place, let reason):
            say("the GTIDs at \(place) are not known (\(reason)): following by file and position until the next file")
        case .neverSent(let gtids): say("the server counts transactions as written that it never sent: \(gtids)")
        }
    }

    /// Most XA transactions that are named one by one.
    private static let namedBranches = 10

    /// Tells which XA transactions were written as prepared, without what becomes of them.
    func tell(inDoubt branches: HeldBranches, at place: String) {
        for branch in branches.branches.prefix(LiveNotices.namedBranches) {
            say("in doubt \(place), neither committed nor rolled back: XA \(branch)")
        }
        let rest = branches.branches.count - LiveNotices.namedBranches
        if rest > 0 { say("in doubt \(place): \(rest) XA transactions more") }
    }

    /// Tells that a table's columns are shown by their numbers.
    func tellNumbers(of table: String, _ reason: ReplicationError) {
        let isNew = unnamed.withLock { $0.insert(table).inserted }
        if isNew { say("\(table): columns are shown by number: \(reason)") }
    }

    private func say(_ text: String) {
        StandardError.print(prefix + text)
    }
}
