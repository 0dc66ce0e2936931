// SPDX-License-Identifier: Apache-2.0

/// How events of one type are laid out in a file, in one word.
@usableFromInline
struct TypeLayout: Sendable, Hashable {
    /// Which of the frequent types it is.
    enum Kind: UInt16 {
        case rare
        case xid
        case gtid
        case query
        case tableMap
        case rows
    }

    /// From the lowest bit: bytes of the fixed part (8 bits), kind (3), operation (2), and whether a rows event has extra data,
    /// compressed images, partial images (1 each).
    @usableFromInline let bits: UInt16

    /// Nothing is known of the type.
    init() {
        bits = 0
    }

    init(_ type: EventType, postHeaderLength: Int) {
        let isRows = RowsEventHead.isRowsEvent(type)
        let kind: Kind =
            switch type {
            case .xid: .xid
            case .gtid: .gtid
            case .query: .query
            case .tableMap: .tableMap
            default: isRows ? .rows : .rare
            }
        let operation: RowsEvent.Operation =
            switch type {
            case .writeRowsV1, .writeRows, .writeRowsCompressedV1, .writeRowsCompressed: .insert
            case .deleteRowsV1, .deleteRows, .deleteRowsCompressedV1, .deleteRowsCompressed: .delete
            default: .update
            }
        let isFirstLayout =
            switch type {
            case .writeRowsV1, .updateRowsV1, .deleteRowsV1, .writeRowsCompressedV1, .updateRowsCompressedV1,
                .deleteRowsCompressedV1:
                true
            default: false
            }
        let isCompressed = isRows && type.rawValue >= EventType.writeRowsCompressedV1.rawValue
        var bits = UInt16(truncatingIfNeeded: postHeaderLength & 0xff) | kind.rawValue << 8
        bits |= UInt16(operation.rawValue) << 11
        if !isFirstLayout { bits |= 1 << 13 }
        if isCompressed { bits |= 1 << 14 }
        if type == .partialUpdateRows { bits |= 1 << 15 }
        self.bits = bits
    }

    private init(bits: UInt16) {
        self.bits = bits
    }

    /// The same with row images that stand beside the event, as those that were compressed do.
    var withImagesApart: TypeLayout { TypeLayout(bits: bits | 1 << 14) }

    /// Bytes of the fixed part.
    @inline(__always)
    var postHeaderLength: Int { Int(bits & 0xff) }

    @inline(__always)
    var kind: Kind { Kind(rawValue: bits >> 8 & 7) ?? .rare }

    /// What a rows event does.
    @inlinable
    @inline(__always)
    var operation: RowsEvent.Operation {
        switch bits >> 11 & 3 {
        case 0: .insert
        case 1: .update
        default: .delete
        }
    }

    /// Whether a rows event has room for extra data.
    @inline(__always)
    var hasExtraData: Bool { bits & 1 << 13 != 0 }

    /// Whether row images are one compressed block.
    @inlinable
    @inline(__always)
    var isCompressed: Bool { bits & 1 << 14 != 0 }

    /// Whether JSON columns may be held as what changed in them.
    @inlinable
    @inline(__always)
    var isPartial: Bool { bits & 1 << 15 != 0 }
}
