// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes
package import MySQLWire

extension MySQLValue {
    /// Writes the value as it stands in the binary protocol; nothing for NULL, which a bit tells.
    ///
    /// Source: MySQL 9.7, `libmysql/libmysql.cc`, `store_param_int64` and its kin.
    package func encode(into writer: inout WireWriter) {
        switch self {
        case .null: break
        case .signed(let value): writer.uint64(UInt64(bitPattern: value))
        case .unsigned(let value): writer.uint64(value)
        case .float(let value): writer.uint32(value.bitPattern)
        case .double(let value): writer.uint64(value.bitPattern)
        case .decimal(let value): writer.lengthEncodedText(value.description)
        case .text(let text): writer.lengthEncodedText(text)
        case .bytes(let bytes): writer.lengthEncodedSpan(bytes.span)
        case .date(let value): value.encodeBinary(into: &writer)
        case .dateTime(let value): value.encodeBinary(into: &writer)
        case .time(let value): value.encodeBinary(into: &writer)
        }
    }

    /// Reads a value of `type` that is not NULL, as servers read parameters; integers of all widths become 64 bits.
    ///
    /// A DECIMAL is as precise as its text.
    package init(
        from reader: inout WireReader,
        type: ColumnType,
        isUnsigned: Bool
    ) throws(WireError) {
        guard type != .null else {
            self = .null
            return
        }
        let format = CellFormat(type: type, isUnsigned: isUnsigned, fractionalDigits: 6)
        let content = try BinaryRowView.content(from: &reader, as: format)
        let start = reader.offset - content.count
        let cell: ResultCellView
        do throws(WireError) {
            cell = try ResultCellView(binary: content, as: format)
        } catch {
            throw WireError(error.kind, at: start + error.offset)
        }
        switch cell {
        case .null: self = .null
        case .signed(let value): self = .signed(value)
        case .unsigned(let value): self = .unsigned(value)
        case .float(let value): self = .float(value)
        case .double(let value): self = .double(value)
        case .date(let value): self = .date(value)
        case .dateTime(let value): self = .dateTime(value)
        case .time(let value): self = .time(value)
        case .bytes(let bytes): self = try MySQLValue(bytes, type: type, at: start)
        }
    }

    private init(_ bytes: Span<UInt8>, type: ColumnType, at offset: Int) throws(WireError) {
        switch type {
        case .decimal, .newDecimal:
            let text = String(repairing: bytes)
            let digits = text.utf8.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
            let scale = text.utf8.firstIndex(of: UInt8(ascii: ".")).map {
                text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1
            }
            guard let value = MySQLDecimal(text, precision: max(digits, 1), scale: scale ?? 0) else {
                throw WireError(.invalidValue(UInt64(bytes.count)), at: offset)
            }
            self = .decimal(value)
        case .varString, .varchar, .string, .json, .enum, .set: self = .text(String(repairing: bytes))
        default: self = .bytes([UInt8](copying: bytes))
        }
    }
}

extension WireWriter {
    /// Appends a bit for each of `bits`, the lowest first, behind `offset` bits that are 0.
    mutating func bitmap(_ bits: [Bool], offset: Int = 0) {
        var byte: UInt8 = 0
        var used = offset
        for bit in bits {
            if bit { byte |= 1 << UInt8(used) }
            used += 1
            if used == 8 {
                uint8(byte)
                (byte, used) = (0, 0)
            }
        }
        if used > 0 { uint8(byte) }
    }
}
