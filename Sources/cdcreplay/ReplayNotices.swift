// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import CommandLineKit
import MySQLReplication

/// Tells on standard error how a replay fares.
enum ReplayNotices {
    /// Takes what the engine tells.
    static func tell(_ notice: ReplayNotice) {
        switch notice {
        case .began(at: nil): say("a new task: nothing was replayed before")
        case .began(at: let place?): say("going on behind \(place.file)")
        case .created(let table): say("made the table \(table)")
        case .leftToUser(let statement, let place): say("at \(place), left to you (--ddl ignore): \(statement)")
        case .targetAway(let error, retryAfter: let pause): say("\(error); trying again in \(pause)")
        case .targetBack: say("the target answers again")
        case .leftOut(let exception): say("\(exception)")
        case .suspended(let table):
            say("at \(table.position): \(table.source) is suspended, and its changes are left out: \(table.message)")
        }
    }

    static func say(_ text: String) {
        StandardError.print("cdcreplay: " + text)
    }
}

/// Tells on standard error how the connection to the source fares.
enum SourceNotices {
    /// Takes what the stream tells.
    static func tell(_ notice: StreamNotice) {
        switch notice {
        case .began(let place, let source): ReplayNotices.say("following \(source) from \(place)")
        case .interrupted(let error, _, _): ReplayNotices.say("\(error); connecting again")
        case .resumed(let place, _): ReplayNotices.say("connected again, going on at \(place)")
        case .sourceChanged(let old, let new):
            ReplayNotices.say("\(new) answers now in place of \(old), and has all that came so far")
        case .gtidsUnknown(let place, let reason):
            ReplayNotices.say("the GTIDs at \(place) are not known (\(reason)): following by file and position")
        case .neverSent(let gtids):
            ReplayNotices.say("the server counts transactions as written that it never sent: \(gtids)")
        }
    }
}
