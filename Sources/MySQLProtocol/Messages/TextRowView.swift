// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// A row of a text result, seen in place.
///
/// ```swift
/// var row = TextRowView(payload)
/// for _ in columns { let text = try row.next() }  // nil is NULL
/// try row.expectEnd()
/// ```
package struct TextRowView: ~Escapable {
    private static let null: UInt8 = 0xfb
    private var reader: WireReader

    /// Reads the values of `payload`, the content of a packet: each one is length-encoded bytes, or `fb` for NULL.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_text::store_null` and `Protocol_text::store_string`.
    @_lifetime(copy payload)
    package init(_ payload: Span<UInt8>) {
        reader = WireReader(payload)
    }

    /// The next value in place; nil is NULL.
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    package mutating func next() throws(WireError) -> Span<UInt8>? {
        if reader.remaining > 0, reader.bytes[reader.offset] == TextRowView.null {
            try reader.advance(1)
            return nil
        }
        return try reader.lengthEncodedSpan()
    }

    /// Throws unless every value was read.
    package func expectEnd() throws(WireError) { try reader.expectEnd() }

    /// Appends where the values of `payload` are; throws unless there are `count` of them and nothing else.
    package static func appendCells(
        of payload: Span<UInt8>,
        count: Int,
        to cells: inout [CellRange]
    ) throws(WireError) {
        var reader = WireReader(payload)
        for _ in 0..<count {
            if reader.remaining > 0, payload[reader.offset] == null {
                try reader.advance(1)
                cells.append(.null)
                continue
            }
            let length = try reader.lengthEncodedCount()
            try cells.append(try reader.advance(length), length)
        }
        try reader.expectEnd()
    }

    /// Writes a row of `values`; nil is NULL.
    package static func encode(_ values: [[UInt8]?], into writer: inout WireWriter) {
        for value in values {
            if let value {
                writer.lengthEncodedSpan(value.span)
            } else {
                writer.uint8(null)
            }
        }
    }
}

extension [CellRange] {
    /// Appends a value of `length` bytes from `start` on.
    mutating func append(_ start: Int, _ length: Int) throws(WireError) {
        guard let cell = CellRange(start..<start + length) else {
            throw WireError(.impossibleCount(UInt64(length)), at: start)
        }
        append(cell)
    }
}
