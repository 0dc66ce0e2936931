// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog

/// Events one after another, of whole groups: the end of each group is known when its first event is read.
///
/// ``BinlogEventStream`` is one. Events inside a TRANSACTION_PAYLOAD follow it.
public protocol GroupedEvents: ~Copyable {
    /// Goes to the next event; false where there is none for now, which is never within a group.
    mutating func advance() throws(ReplicationError) -> Bool
    /// The event at hand, as often as it is asked for.
    @_lifetime(&self)
    mutating func event() throws(ReplicationError) -> BinlogEvent
    /// The group that the event at hand belongs to; nil of events that belong to none.
    var group: EventGroup? { get }
    /// The format description in force.
    var format: FormatDescriptionEvent? { get }
}
