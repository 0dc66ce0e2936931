// SPDX-License-Identifier: Apache-2.0

/// A cursor over the text of GTIDs; white space behind each part is skipped with it.
struct GTIDScanner {
    private let characters: [UInt8]
    /// Bytes from the start of the text.
    private(set) var offset = 0

    init(_ text: String) {
        characters = Array(text.utf8)
    }

    var isAtEnd: Bool { offset == characters.count }

    /// The next byte, or nil at the end.
    var next: UInt8? { offset < characters.count ? characters[offset] : nil }

    /// The white space of C's `isspace`.
    mutating func skipWhiteSpace() {
        while let next, next == UInt8(ascii: " ") || 9...13 ~= next { offset += 1 }
    }

    /// Steps over `character` and the white space behind it; false where something else stands.
    mutating func skip(_ character: UInt8) -> Bool {
        guard next == character else { return false }
        offset += 1
        skipWhiteSpace()
        return true
    }

    mutating func expect(_ character: UInt8, else kind: GTIDSyntaxError.Kind) throws(GTIDSyntaxError) {
        guard skip(character) else { throw GTIDSyntaxError(kind, at: offset) }
    }

    mutating func source() throws(GTIDSyntaxError) -> SourceID {
        guard let source = SourceID(characters, at: offset) else { throw GTIDSyntaxError(.expectedSource, at: offset) }
        offset += SourceID.textCount
        skipWhiteSpace()
        return source
    }

    /// A tag, or ``GTIDTag/empty`` where none begins.
    mutating func tag() throws(GTIDSyntaxError) -> GTIDTag {
        guard let tag = GTIDTag(characters, from: offset) else { throw GTIDSyntaxError(.tagTooLong, at: offset) }
        guard !tag.isEmpty else { return tag }
        offset += tag.count
        skipWhiteSpace()
        return tag
    }

    /// Decimal digits, at most `limit`.
    mutating func number(upTo limit: UInt64, else kind: GTIDSyntaxError.Kind) throws(GTIDSyntaxError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        while let next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= next {
            let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = tens.addingReportingOverflow(UInt64(next - UInt8(ascii: "0")))
            guard !tooLarge, !carried, sum <= limit else { throw GTIDSyntaxError(.numberOutOfRange, at: start) }
            guard offset == start || characters[start] != UInt8(ascii: "0") else {
                throw GTIDSyntaxError(.leadingZero, at: start)
            }
            value = sum
            offset += 1
        }
        guard offset > start else { throw GTIDSyntaxError(kind, at: start) }
        return value
    }

    /// A dash and decimal digits, at most `limit`.
    mutating func numberBehindDash(upTo limit: UInt64) throws(GTIDSyntaxError) -> UInt64 {
        guard next == UInt8(ascii: "-") else { throw GTIDSyntaxError(.expectedDash, at: offset) }
        offset += 1
        return try number(upTo: limit, else: .expectedNumber)
    }

    /// One of ``GTID/numbers`` and the white space behind it.
    mutating func transactionNumber(else kind: GTIDSyntaxError.Kind) throws(GTIDSyntaxError) -> Int64 {
        let start = offset
        let value = try lastNumber(else: kind)
        guard value > 0 else { throw GTIDSyntaxError(.numberOutOfRange, at: start) }
        return value
    }

    /// One of ``GTID/numbers`` or zero, and the white space behind it.
    mutating func lastNumber(else kind: GTIDSyntaxError.Kind) throws(GTIDSyntaxError) -> Int64 {
        let value = Int64(try number(upTo: UInt64(GTID.numbers.upperBound), else: kind))
        skipWhiteSpace()
        return value
    }
}
