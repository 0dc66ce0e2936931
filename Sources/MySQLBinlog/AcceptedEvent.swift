// SPDX-License-Identifier: Apache-2.0

/// What a decoder found out about the event that it accepted last.
///
/// It stays where it is, so that events are views of it: nothing of it is copied, and no reference is counted, for an event.
@usableFromInline
struct AcceptedEvent {
    @usableFromInline var header = EventHeader(timestamp: 0, type: .unknown, serverID: 0, length: 0, endPosition: 0, flags: [])
    @usableFromInline var position: UInt64 = 0
    @usableFromInline var bodyStart = 0
    @usableFromInline var bodyEnd = 0
    /// Bytes of the fixed part of events of this type.
    var postHeaderLength = 0
    @usableFromInline var checksum: UInt32?
    @usableFromInline var isInner = false
    /// What stands in front of rows, where the event has some.
    @usableFromInline var rowsHead = RowsEventHead.Fields()
    /// The table map that was used last: the event's own, or that of its rows.
    @usableFromInline private(set) var table = TableMap.none
    /// The layouts of ``table``.
    @usableFromInline private(set) var layouts: [CellLayout] = []

    init() {}

    /// Takes all that is known of the next event; `table` where it is another than before.
    @inline(__always)
    mutating func take(
        _ header: EventHeader,
        at position: UInt64,
        isInner: Bool,
        bodyStart: Int,
        bodyEnd: Int,
        checksum: UInt32?,
        postHeaderLength: Int,
        rowsHead: RowsEventHead.Fields,
        table: TableMap?
    ) {
        self.header = header
        self.position = position
        self.isInner = isInner
        self.bodyStart = bodyStart
        self.bodyEnd = bodyEnd
        self.checksum = checksum
        self.postHeaderLength = postHeaderLength
        self.rowsHead = rowsHead
        if let table { use(table) }
    }

    /// Goes over to another table.
    mutating func use(_ table: TableMap) {
        self.table = table
        layouts = table.layouts
    }

    /// Where the row images begin, in bytes from the start of what holds them.
    var imagesOffset: Int { rowsHead.isCompressed ? 0 : bodyStart + Int(rowsHead.imagesStart) }
}
