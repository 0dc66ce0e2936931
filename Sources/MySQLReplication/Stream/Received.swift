// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// What ``BinlogEventStream/receive()`` brought.
public enum Received: Sendable, Hashable {
    /// Events are there: ``BinlogEventStream/next()`` gives them.
    case events
    /// Everything up to this place of the source's log was handed over, as the source's heartbeat says.
    case idle(BinlogFilePosition)
    /// The source said that there is no more; only streams that stop at the end of the log come here.
    case end
}
