// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Reads the text of a ``JSONPath``.
struct JSONPathParser: ~Escapable {
    private var reader: WireReader

    @_lifetime(copy text)
    init(_ text: Span<UInt8>) {
        reader = WireReader(text)
    }

    /// The whole path.
    @_lifetime(self: copy self)
    mutating func path() throws(WireError) -> [JSONPath.Leg] {
        var legs: [JSONPath.Leg] = []
        skipSpace()
        try expect(UInt8(ascii: "$"))
        skipSpace()
        while !reader.isAtEnd {
            // An element of a document lies at most this many steps from its root.
            guard legs.count < JSONBinaryView.maximumDepth else {
                throw WireError(.nestedTooDeep(limit: JSONBinaryView.maximumDepth), at: reader.offset)
            }
            let offset = reader.offset
            switch try reader.uint8() {
            case UInt8(ascii: "."):
                skipSpace()
                legs.append(.member(try key()))
            case UInt8(ascii: "["):
                legs.append(try element())
            case let other:
                throw WireError(.invalidValue(UInt64(other)), at: offset)
            }
            skipSpace()
        }
        return legs
    }

    /// The byte that comes next, unread; nil at the end.
    private var next: UInt8? { reader.isAtEnd ? nil : reader.bytes[reader.offset] }

    @_lifetime(self: copy self)
    private mutating func skipSpace() {
        while let byte = next, Self.isSpace(byte) { skip() }
    }

    /// Steps over the byte that ``next`` has shown.
    @_lifetime(self: copy self)
    private mutating func skip() {
        _ = try? reader.uint8()
    }

    @_lifetime(self: copy self)
    private mutating func expect(_ wanted: UInt8) throws(WireError) {
        let offset = reader.offset
        let byte = try reader.uint8()
        guard byte == wanted else { throw WireError(.invalidValue(UInt64(byte)), at: offset) }
    }

    /// What stands between brackets: a number, `last`, or `last-` and a number.
    @_lifetime(self: copy self)
    private mutating func element() throws(WireError) -> JSONPath.Leg {
        skipSpace()
        let leg: JSONPath.Leg
        if next == UInt8(ascii: "l") {
            for byte in "last".utf8 { try expect(byte) }
            skipSpace()
            if next == UInt8(ascii: "-") {
                skip()
                skipSpace()
                leg = .elementFromEnd(try number())
            } else {
                leg = .elementFromEnd(0)
            }
        } else {
            leg = .element(try number())
        }
        skipSpace()
        try expect(UInt8(ascii: "]"))
        return leg
    }

    @_lifetime(self: copy self)
    private mutating func number() throws(WireError) -> UInt32 {
        let start = reader.offset
        var value: UInt64 = 0
        while let byte = next, JSONPath.isDigit(byte) {
            // Below 2^32 before, so below 2^36 after.
            value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
            guard value <= UInt64(UInt32.max) else { throw WireError(.invalidValue(value), at: start) }
            skip()
        }
        if reader.offset == start {
            let byte = try reader.uint8()
            throw WireError(.invalidValue(UInt64(byte)), at: start)
        }
        return UInt32(value)
    }

    /// A key in quotes, or one that runs to the next leg.
    @_lifetime(self: copy self)
    private mutating func key() throws(WireError) -> [UInt8] {
        if next == UInt8(ascii: "\"") { return try quotedKey() }
        var key: [UInt8] = []
        while let byte = next, !Self.isSpace(byte), byte != UInt8(ascii: "."), byte != UInt8(ascii: "[") {
            // The server writes a key with any of these in quotes; a star would be a wildcard.
            guard byte >= 0x20, byte != UInt8(ascii: "*"), byte != UInt8(ascii: "\\"), byte != UInt8(ascii: "\"") else {
                throw WireError(.invalidValue(UInt64(byte)), at: reader.offset)
            }
            key.append(byte)
            skip()
        }
        if key.isEmpty {
            let offset = reader.offset
            throw WireError(.invalidValue(UInt64(try reader.uint8())), at: offset)
        }
        return key
    }

    @_lifetime(self: copy self)
    private mutating func quotedKey() throws(WireError) -> [UInt8] {
        try expect(UInt8(ascii: "\""))
        var key: [UInt8] = []
        while true {
            let offset = reader.offset
            switch try reader.uint8() {
            case UInt8(ascii: "\""): return key
            case UInt8(ascii: "\\"): try escape(into: &key)
            case let byte where byte < 0x20: throw WireError(.invalidValue(UInt64(byte)), at: offset)
            case let byte: key.append(byte)
            }
        }
    }

    /// What follows a backslash.
    @_lifetime(self: copy self)
    private mutating func escape(into key: inout [UInt8]) throws(WireError) {
        let offset = reader.offset
        switch try reader.uint8() {
        case UInt8(ascii: "b"): key.append(0x08)
        case UInt8(ascii: "t"): key.append(0x09)
        case UInt8(ascii: "n"): key.append(0x0a)
        case UInt8(ascii: "f"): key.append(0x0c)
        case UInt8(ascii: "r"): key.append(0x0d)
        case UInt8(ascii: "u"):
            var code = try codeUnit()
            if code >> 10 == 0xd800 >> 10 {
                try expect(UInt8(ascii: "\\"))
                try expect(UInt8(ascii: "u"))
                let low = try codeUnit()
                guard low >> 10 == 0xdc00 >> 10 else { throw WireError(.invalidValue(UInt64(low)), at: offset) }
                code = 0x10000 + (code & 0x3ff) << 10 + low & 0x3ff
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw WireError(.invalidValue(UInt64(code)), at: offset)
            }
            key.append(contentsOf: String(Character(scalar)).utf8)
        case let byte where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/"):
            key.append(byte)
        case let byte:
            throw WireError(.invalidValue(UInt64(byte)), at: offset)
        }
    }

    /// Four hexadecimal digits.
    @_lifetime(self: copy self)
    private mutating func codeUnit() throws(WireError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let offset = reader.offset
            let byte = try reader.uint8()
            guard let digit = Self.hexadecimalDigit(byte) else {
                throw WireError(.invalidValue(UInt64(byte)), at: offset)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte >= 0x09 && byte <= 0x0d
    }
}
