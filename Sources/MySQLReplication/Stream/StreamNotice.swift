// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// What a stream tells besides events: how its connection fares.
public enum StreamNotice: Sendable {
    /// The dump began, at this place.
    case began(BinlogFilePosition, SourceIdentity)
    /// The connection is lost, or could not be made again; another attempt follows after `delay`.
    case interrupted(ReplicationError, attempt: Int, delay: Duration)
    /// The dump goes on, at this place.
    case resumed(BinlogFilePosition, SourceIdentity)
    /// Another server answers, which has all that was handed over.
    case sourceChanged(from: SourceIdentity, to: SourceIdentity)
    /// The source says that these transactions came before its file, and never sent them; `SET GLOBAL gtid_purged` does that.
    case neverSent(GTIDSet)
}
