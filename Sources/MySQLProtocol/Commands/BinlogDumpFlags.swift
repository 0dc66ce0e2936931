// SPDX-License-Identifier: Apache-2.0

/// What a dump is to be like.
///
/// Source: MySQL 9.7, `sql/rpl_constants.h`; MariaDB 11.8, `sql/log_event.h`.
package struct BinlogDumpFlags: OptionSet, Sendable, Hashable {
    /// The bits as sent.
    package let rawValue: UInt16

    /// Takes the bits.
    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The dump ends where the log does (`BINLOG_DUMP_NON_BLOCK`).
    package static let nonBlocking = BinlogDumpFlags(rawValue: 1)
    /// MySQL: heartbeats of version 2, whose positions have 64 bits (`USE_HEARTBEAT_EVENT_V2`).
    package static let heartbeatV2 = BinlogDumpFlags(rawValue: 2)
    /// MariaDB, the same bit: the text of statements is sent too (`BINLOG_SEND_ANNOTATE_ROWS_EVENT`).
    package static let annotateRows = BinlogDumpFlags(rawValue: 2)
    /// The set in the command says where to start (`BINLOG_THROUGH_GTID`).
    package static let throughGTID = BinlogDumpFlags(rawValue: 4)
}
