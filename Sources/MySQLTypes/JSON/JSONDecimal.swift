// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A decimal as JSON stores it: precision, scale, packed digits.
///
/// The precision may exceed the 65 digits that a column can have: the server's own arithmetic holds integer digits in
/// groups of nine, and it stores them all, so `CAST(… AS DECIMAL(65,30))` with 35 integer digits arrives as precision
/// 66 and an integer of 65 digits as 72. The digits in excess are zeros. Nine groups is all it can hold.
///
/// Source: MySQL 9.7, `sql-common/json_dom.cc`, `Json_decimal::get_binary`; seen in the binary log of 9.7.4.
enum JSONDecimal {
    /// Digits that nine groups hold.
    static let maximumPrecision = 81
    private static let columnPrecision = 65

    /// Reads all of `content`, which begins `offset` bytes into its document.
    static func read(
        _ content: Span<UInt8>,
        at offset: Int
    ) throws(WireError) -> (value: MySQLDecimal, storedPrecision: UInt8) {
        do throws(WireError) {
            var reader = WireReader(content)
            let precision = Int(try reader.uint8())
            let scale = Int(try reader.uint8())
            guard precision > columnPrecision else {
                let value = try MySQLDecimal(from: &reader, precision: precision, scale: scale)
                try reader.expectEnd()
                return (value, UInt8(precision))
            }
            guard precision <= maximumPrecision, scale <= 30 else {
                throw WireError(.invalidValue(UInt64(precision)), at: 0)
            }
            let digits = try reader.span(count: size(precision - scale) + size(scale))
            try reader.expectEnd()
            guard let narrow = resize(digits, integerDigits: precision - scale, to: columnPrecision - scale) else {
                throw WireError(.invalidValue(UInt64(precision)), at: 0)
            }
            var narrowReader = WireReader(narrow.span)
            let value = try MySQLDecimal(from: &narrowReader, precision: columnPrecision, scale: scale)
            return (value, UInt8(precision))
        } catch {
            throw WireError(error.kind, at: offset + error.offset)
        }
    }

    /// The bytes that ``read(_:at:)`` reads; a stored precision below the value's own or above 81 is not followed.
    static func bytes(of value: MySQLDecimal, storedPrecision: UInt8) -> [UInt8] {
        var packed = WireWriter()
        value.encode(into: &packed)
        let scale = UInt8(value.scale)
        let integerDigits = Int(value.precision) - Int(scale)
        if storedPrecision > value.precision, Int(storedPrecision) <= maximumPrecision,
            let wide = resize(packed.bytes.span, integerDigits: integerDigits, to: Int(storedPrecision) - Int(scale))
        {
            return [storedPrecision, scale] + wide
        }
        return [UInt8(value.precision), scale] + packed.bytes
    }

    /// Bytes of `digits` packed digits on one side of the point.
    private static func size(_ digits: Int) -> Int {
        digits / 9 * 4 + (digits % 9 + 1) / 2
    }

    /// The same number with more or fewer integer digits, or nil if digits other than zeros would be lost.
    private static func resize(_ packed: Span<UInt8>, integerDigits: Int, to wanted: Int) -> [UInt8]? {
        guard !packed.isEmpty else { return nil }
        // Without its top bit a negative number has all bits turned.
        let mask: UInt8 = packed[0] & 0x80 == 0 ? 0xff : 0
        func plain(_ index: Int) -> UInt8 { (packed[index] ^ mask) ^ (index == 0 ? 0x80 : 0) }
        var end = size(integerDigits)
        var groups: [UInt32] = []
        while end > 0 {
            let start = max(0, end - 4)
            groups.append((start..<end).reduce(0) { $0 << 8 | UInt32(plain($1)) })
            end = start
        }
        let kept = (wanted + 8) / 9
        if groups.dropFirst(kept).contains(where: { $0 != 0 }) { return nil }
        groups = Array(groups.prefix(kept)) + Array(repeating: 0, count: max(0, kept - groups.count))
        var result: [UInt8] = []
        for (index, group) in groups.enumerated().reversed() {
            let digits = min(9, wanted - 9 * index)
            if UInt64(group) >= powerOfTen(digits) { return nil }
            for byte in (0..<size(digits)).reversed() {
                result.append(UInt8(truncatingIfNeeded: group >> UInt32(8 * byte)))
            }
        }
        for index in size(integerDigits)..<packed.count { result.append(plain(index)) }
        guard !result.isEmpty else { return nil }
        result[0] ^= 0x80
        return result.map { $0 ^ mask }
    }

    private static func powerOfTen(_ exponent: Int) -> UInt64 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
