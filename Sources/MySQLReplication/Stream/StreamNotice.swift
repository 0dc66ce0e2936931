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
    /// Why the source did not tell the GTIDs at the place to begin at: the stream goes by file and offset until the next file.
    case gtidsUnknown(at: BinlogFilePosition, reason: String)
    /// The source says that these transactions came before its file, and never sent them; `SET GLOBAL gtid_purged` does that.
    case neverSent(GTIDSet)
}
