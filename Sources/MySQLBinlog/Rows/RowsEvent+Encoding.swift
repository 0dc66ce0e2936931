// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

extension RowsEvent {
    /// Writes the body: every value is decoded and written anew.
    public func encode(into writer: inout WireWriter) throws(BinlogError) {
        head.encode(into: &writer)
        var changes = changes
        while let change = try changes.next() {
            if let before = change.before { try encode(before, into: &writer) }
            if let after = change.after { try encode(after, into: &writer) }
        }
    }

    private func encode(_ image: borrowing RowImage, into writer: inout WireWriter) throws(BinlogError) {
        var cells = try image.cells
        let head = cells.head
        if image.isPartial {
            writer.lengthEncodedInteger(head.differences == nil ? 0 : 1)
            if let differences = head.differences { writer.span(differences.bytes) }
        }
        writer.span(head.nulls.bytes)
        while let cell = try cells.next() {
            cell.value.encode(as: table.layouts[cell.column], into: &writer)
        }
    }
}

extension CellView {
    /// Writes the value as `layout` tells; the counterpart of ``WireReader/cell(_:)``.
    func encode(as layout: CellLayout, into writer: inout WireWriter) {
        let width = Int(layout.width)
        switch self {
        case .absent, .null: break
        case .signed(let value): writer.littleEndian(UInt64(bitPattern: value), width: width)
        case .unsigned(let value): writer.littleEndian(value, width: width)
        case .float(let value): writer.uint32(value.bitPattern)
        case .double(let value): writer.uint64(value.bitPattern)
        case .decimal(let value): value.encode(into: &writer)
        case .bits(let value): value.encode(into: &writer)
        case .year(let value): writer.uint8(value.rawValue)
        case .date(let value): value.encode(into: &writer)
        case .time(let value):
            switch layout.kind {
            case .oldTime: value.encodeOld(into: &writer)
            case .hiresTime: value.encodeHires(into: &writer)
            default: value.encode(into: &writer)
            }
        case .dateTime(let value):
            switch layout.kind {
            case .oldDateTime: value.encodeOld(into: &writer)
            case .hiresDateTime: value.encodeHires(into: &writer)
            default: value.encode(into: &writer)
            }
        case .timestamp(let value):
            switch layout.kind {
            case .oldTimestamp: value.encodeOld(into: &writer)
            case .hiresTimestamp: value.encodeHires(into: &writer)
            default: value.encode(into: &writer)
            }
        case .enumeration(let index): writer.littleEndian(UInt64(index), width: width)
        case .set(let mask): writer.littleEndian(mask, width: width)
        case .text(let bytes), .binary(let bytes, _), .json(let bytes), .geometry(let bytes), .vector(let bytes):
            writer.littleEndian(UInt64(bytes.count), width: width)
            writer.span(bytes)
        case .jsonDiff(let bytes):
            writer.littleEndian(UInt64(bytes.count), width: 4)
            writer.span(bytes)
        case .compressed(let value):
            writer.littleEndian(UInt64(value.stored.count), width: width)
            writer.span(value.stored)
        }
    }
}
