// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// A row of a binary result, seen in place.
///
/// ```swift
/// var row = try BinaryRowView(payload, columnCount: formats.count)
/// for format in formats {
///     switch try row.next(as: format) { … }
/// }
/// try row.expectEnd()
/// ```
package struct BinaryRowView: ~Escapable {
    /// Bits of the NULL bitmap that mean nothing, before the first column's.
    private static let bitmapOffset = 2

    private var reader: WireReader
    private let nulls: BitmapView
    private var index = 0

    /// Reads the beginning of `payload`, the content of a packet: `00`, a bit for each column that is set for NULL (from the
    /// third bit on, the lowest first), then the values that are not NULL.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_binary::start_row`.
    @_lifetime(copy payload)
    package init(_ payload: Span<UInt8>, columnCount: Int) throws(WireError) {
        var reader = WireReader(payload)
        let header = try reader.uint8()
        guard header == 0 else { throw WireError(.invalidValue(UInt64(header)), at: 0) }
        // A count that is no count of columns has no bitmap that could hold it.
        guard columnCount >= 0, columnCount <= .max - BinaryRowView.bitmapOffset - 7 else {
            throw WireError(.impossibleCount(UInt64(clamping: columnCount)), at: 0)
        }
        nulls = try BitmapView(from: &reader, count: columnCount + BinaryRowView.bitmapOffset)
        self.reader = reader
    }

    /// The next value, in place.
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    package mutating func next(as format: CellFormat) throws(WireError) -> ResultCellView {
        defer { index += 1 }
        if nulls[index + BinaryRowView.bitmapOffset] { return .null }
        let content = try BinaryRowView.content(from: &reader, as: format)
        do throws(WireError) {
            return try ResultCellView(binary: content, as: format)
        } catch {
            // The value ends where the reader stands.
            throw WireError(error.kind, at: reader.offset - content.count + error.offset)
        }
    }

    /// Throws unless every value was read.
    package func expectEnd() throws(WireError) { try reader.expectEnd() }

    /// Appends where the values of `payload` are, without what tells their length; `ResultCellView(binary:as:)` reads them.
    ///
    /// Throws unless they are those of `formats` and nothing else.
    package static func appendCells(
        of payload: Span<UInt8>,
        formats: [CellFormat],
        to cells: inout [CellRange]
    ) throws(WireError) {
        var row = try BinaryRowView(payload, columnCount: formats.count)
        for index in formats.indices {
            if row.nulls[index + bitmapOffset] {
                cells.append(.null)
                continue
            }
            let content = try content(from: &row.reader, as: formats[index])
            try cells.append(row.reader.offset - content.count, content.count)
        }
        try row.expectEnd()
    }

    /// The bytes of a value.
    @_lifetime(copy reader)
    static func content(
        from reader: inout WireReader,
        as format: CellFormat
    ) throws(WireError) -> Span<UInt8> {
        switch format.extent {
        case .fixed(let count): return try reader.span(count: count)
        case .counted: return try reader.span(count: Int(try reader.uint8()))
        case .lengthEncoded: return try reader.lengthEncodedSpan()
        }
    }

    /// Writes a row of `values`, which are laid out as parameters are.
    package static func encode(_ values: [MySQLValue], into writer: inout WireWriter) {
        writer.uint8(0)
        writer.bitmap(values.map { $0 == .null }, offset: bitmapOffset)
        for value in values { value.encode(into: &writer) }
    }
}
