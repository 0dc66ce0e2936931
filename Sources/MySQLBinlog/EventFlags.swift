// SPDX-License-Identifier: Apache-2.0

/// The flags of an event header.
///
/// Source: MySQL 9.7, `sql/log_event.h`, `LOG_EVENT_*_F`; MariaDB 11.8, `sql/log_event.h`.
@frozen
public struct EventFlags: OptionSet, Sendable, Hashable {
    /// The bits as sent.
    public let rawValue: UInt16

    /// Takes the bits as received; unknown bits are kept.
    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The file is being written, or was not closed (`LOG_EVENT_BINLOG_IN_USE_F`; on format descriptions only).
    public static let binlogInUse = EventFlags(rawValue: 0x0001)
    /// The statement used temporary tables (`LOG_EVENT_THREAD_SPECIFIC_F`).
    public static let threadSpecific = EventFlags(rawValue: 0x0004)
    /// The statement does not depend on the current database (`LOG_EVENT_SUPPRESS_USE_F`).
    public static let suppressUse = EventFlags(rawValue: 0x0008)
    /// Made for a stream, not in any file (`LOG_EVENT_ARTIFICIAL_F`).
    public static let artificial = EventFlags(rawValue: 0x0020)
    /// Written to a relay log by its replica (`LOG_EVENT_RELAY_LOG_F`).
    public static let relayLog = EventFlags(rawValue: 0x0040)
    /// A reader that does not know the type may skip it (`LOG_EVENT_IGNORABLE_F`).
    public static let ignorable = EventFlags(rawValue: 0x0080)
    /// Not subject to filters (`LOG_EVENT_NO_FILTER_F`).
    public static let noFilter = EventFlags(rawValue: 0x0100)
    /// Applied alone (`LOG_EVENT_MTS_ISOLATE_F`).
    public static let isolated = EventFlags(rawValue: 0x0200)
    /// MariaDB: applied though it carries the replica's own server id (`LOG_EVENT_ACCEPT_OWN_F`).
    public static let acceptOwn = EventFlags(rawValue: 0x4000)
    /// MariaDB: logged under `skip_replication` (`LOG_EVENT_SKIP_REPLICATION_F`).
    public static let skipReplication = EventFlags(rawValue: 0x8000)
}
