// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// The fields of events that begin a transaction in the JSON format.
enum GTIDJSON {
    /// Appends the fields of MySQL's.
    static func write(_ event: GTIDEvent, to text: inout TextWriter) {
        if let clock = event.clock {
            text.append(",\"last_committed\":")
            text.append(clock.lastCommitted)
            text.append(",\"sequence_number\":")
            text.append(clock.sequenceNumber)
        }
        time("commit_time", event.immediateCommitTimestamp, &text)
        time("original_commit_time", event.originalCommitTimestamp, &text)
        if let length = event.transactionLength {
            EventJSON.field("transaction_bytes", number: length, &text)
        }
        if let version = event.immediateServerVersion {
            EventJSON.field("server_version", number: UInt64(version), &text)
        }
        if let version = event.originalServerVersion {
            EventJSON.field("original_server_version", number: UInt64(version), &text)
        }
    }

    /// Appends the fields of MariaDB's.
    static func write(_ event: borrowing MariaDBGTIDEvent, to text: inout TextWriter) {
        EventJSON.field("flags", number: UInt64(event.flags.rawValue), &text)
        EventJSON.field("standalone", isTrue: event.flags.contains(.standalone), &text)
        EventJSON.field("ddl", isTrue: event.flags.contains(.ddl), &text)
        if let commit = event.commitID { EventJSON.field("commit_id", number: commit, &text) }
        if let thread = event.threadID { EventJSON.field("thread_id", number: UInt64(thread), &text) }
        if event.flags.isXA { EventJSON.write(event.identifier, to: &text) }
    }

    /// Appends a moment in microseconds since 1970; nothing where it is not known.
    private static func time(_ name: StaticString, _ microseconds: UInt64?, _ text: inout TextWriter) {
        guard let microseconds, microseconds > 0, let seconds = UInt32(exactly: microseconds / 1_000_000) else {
            return
        }
        text.append(",\"")
        text.append(name)
        text.append("\":\"")
        UTCTime.write(seconds, microseconds: UInt32(microseconds % 1_000_000), to: &text)
        text.append(UInt8(ascii: "\""))
    }
}
