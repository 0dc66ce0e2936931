// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

extension TextWriter {
    /// Appends a UUID of MariaDB, `123e4567-e89b-12d3-a456-426655440000`, of bytes whose zeros at the end were left out.
    ///
    /// - Throws: ``WireError/Kind/trailing(count:)`` where there are more than 16 bytes.
    ///
    /// Source: MariaDB 11.8, `plugin/type_uuid/sql_type_uuid.h`, `UUID::to_string`.
    public mutating func append(uuid bytes: Span<UInt8>) throws(WireError) {
        let whole = try TextWriter.padded(bytes, to: 16)
        for index in 0..<16 {
            if index == 4 || index == 6 || index == 8 || index == 10 { append(UInt8(ascii: "-")) }
            append(hex: whole[index])
        }
    }

    /// Puts back the zero bytes that servers leave out at the end of fixed strings; throws where there are too many bytes.
    static func padded(_ bytes: Span<UInt8>, to size: Int) throws(WireError) -> [16 of UInt8] {
        guard bytes.count <= size else { throw WireError(.trailing(count: bytes.count - size), at: size) }
        var whole: [16 of UInt8] = .init(repeating: 0)
        for index in bytes.indices { whole[index] = bytes[index] }
        return whole
    }
}
