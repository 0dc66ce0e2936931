// SPDX-License-Identifier: Apache-2.0

/// What a decoder found out about the event that it accepted last.
///
/// It stays where it is, so that events are views of it: nothing of it is copied, and no reference is counted, for an
/// event.
@usableFromInline
struct AcceptedEvent {
    @usableFromInline var header = EventHeader(
        timestamp: 0,
        type: .unknown,
        serverID: 0,
        length: 0,
        endPosition: 0,
        flags: []
    )
    @usableFromInline var position: UInt64 = 0
    @usableFromInline var bodyStart = 0
    @usableFromInline var bodyEnd = 0
    /// Bytes of the fixed part of events of this type.
    var postHeaderLength = 0
    @usableFromInline var checksum: UInt32?
    @usableFromInline var isInner = false
    /// Whether rows follow, of a table that is known.
    @usableFromInline var hasRows = false
    /// Whether the event was found to be laid out as its type is.
    @usableFromInline var isChecked = false
    /// What stands in front of rows, of a rows event.
    @usableFromInline var rowsHead = RowsEventHead.Fields()
    /// The table map that was used last: the event's own, or that of its rows.
    @usableFromInline private(set) var table = TableMap.none
    /// Whether its columns are integers and short text alone.
    @usableFromInline private(set) var isSimple = false
    /// The layouts of ``table``.
    @usableFromInline private(set) var layouts: [CellLayout] = []

    init() {}

    /// Takes what is known of the next event before its body is looked at.
    @inline(__always)
    mutating func begin(
        _ header: EventHeader,
        at position: UInt64,
        isInner: Bool,
        body: Range<Int>,
        checksum: UInt32?,
        postHeaderLength: Int
    ) {
        self.header = header
        self.position = position
        self.isInner = isInner
        bodyStart = body.lowerBound
        bodyEnd = body.upperBound
        self.checksum = checksum
        self.postHeaderLength = postHeaderLength
        hasRows = false
        isChecked = true
    }

    /// Takes the head of rows that follow; `isChecked` where nothing else needs to be looked at.
    @inline(__always)
    mutating func begin(_ rowsHead: RowsEventHead.Fields, isChecked: Bool) {
        self.rowsHead = rowsHead
        self.isChecked = isChecked
        hasRows = true
    }

    /// Goes over to another table.
    mutating func use(_ table: TableMap) {
        self.table = table
        layouts = table.layouts
        isSimple = table.isSimple
    }

    /// Where the row images begin, in bytes from the start of what holds them.
    var imagesOffset: Int { rowsHead.layout.isCompressed ? 0 : bodyStart + Int(rowsHead.imagesStart) }
}
