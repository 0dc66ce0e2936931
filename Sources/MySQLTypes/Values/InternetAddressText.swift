// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

extension TextWriter {
    /// Appends an INET4 of MariaDB, `192.0.2.1`, of bytes whose zeros at the end were left out.
    ///
    /// - Throws: ``WireError/Kind/trailing(count:)`` where there are more than 4 bytes.
    ///
    /// Source: MariaDB 11.8, `plugin/type_inet/sql_type_inet.cc`, `Inet4::to_string`.
    public mutating func append(inet4 bytes: Span<UInt8>) throws(WireError) {
        append(dotted: try TextWriter.padded(bytes, to: 4), from: 0)
    }

    /// Appends an INET6 of MariaDB, `2001:db8::1`, of bytes whose zeros at the end were left out.
    ///
    /// The longest run of zero groups becomes `::`, the first of equal ones, and a single one too; `::192.0.2.1` and
    /// `::ffff:192.0.2.1` are written so, but `::1` is not.
    ///
    /// - Throws: ``WireError/Kind/trailing(count:)`` where there are more than 16 bytes.
    ///
    /// Source: MariaDB 11.8, `plugin/type_inet/sql_type_inet.cc`, `Inet6::to_string`.
    public mutating func append(inet6 bytes: Span<UInt8>) throws(WireError) {
        let whole = try TextWriter.padded(bytes, to: 16)
        func group(_ index: Int) -> UInt16 { UInt16(whole[2 * index]) << 8 | UInt16(whole[2 * index + 1]) }
        var gap = 0..<0
        var start = 0
        for index in 0..<8 {
            if group(index) != 0 {
                start = index + 1
            } else if index + 1 - start > gap.count {
                gap = start..<(index + 1)
            }
        }
        var index = 0
        while index < 8 {
            if !gap.isEmpty, index == gap.lowerBound {
                append("::")
                index = gap.upperBound
                continue
            }
            if index > 0, gap.isEmpty || index != gap.upperBound { append(UInt8(ascii: ":")) }
            if index == 6, gap == 0..<6 || (gap == 0..<5 && group(5) == 0xffff) {
                return append(dotted: whole, from: 12)
            }
            append(group: group(index))
            index += 1
        }
    }

    /// Appends four bytes as numbers with dots between.
    private mutating func append(dotted bytes: [16 of UInt8], from start: Int) {
        for index in 0..<4 {
            if index > 0 { append(UInt8(ascii: ".")) }
            append(UInt64(bytes[start + index]))
        }
    }

    /// Appends one to four hexadecimal digits, without zeros in front.
    private mutating func append(group: UInt16) {
        var shift: UInt16 = group < 0x10 ? 0 : group < 0x100 ? 4 : group < 0x1000 ? 8 : 12
        while true {
            let digit = UInt8(truncatingIfNeeded: group >> shift & 15)
            append(digit < 10 ? 48 &+ digit : 87 &+ digit)
            guard shift > 0 else { return }
            shift &-= 4
        }
    }
}
