// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport

/// A JSON value as another program wrote it: numbers keep their digits and strings their bytes.
indirect enum GoldenValue: Hashable {
    case null
    case bool(Bool)
    case number(String)
    case string([UInt8])
    case array([GoldenValue])
    case object([String: GoldenValue])

    /// The member of an object.
    subscript(_ key: String) -> GoldenValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The number or text that it is; nil for the rest.
    var text: String? {
        switch self {
        case .number(let digits): digits
        case .string(let bytes): String(decoding: bytes, as: UTF8.self)
        default: nil
        }
    }

    /// The bytes of a string, or of an object that tells bytes which are no text.
    var bytes: [UInt8]? {
        if case .string(let bytes) = self { return bytes }
        guard let digits = self["hex"]?.text else { return nil }
        return [UInt8](hex: digits)
    }
}

extension GoldenValue {
    /// Reads one JSON text.
    init(json: ArraySlice<UInt8>) throws {
        var parser = Parser(rest: json)
        self = try parser.value()
    }

    /// The text ends too early, or goes on where it should not.
    struct Malformed: Error {}

    private struct Parser {
        var rest: ArraySlice<UInt8>

        mutating func value() throws -> GoldenValue {
            skipSpace()
            switch rest.first {
            case UInt8(ascii: "{"): return try object()
            case UInt8(ascii: "["): return try array()
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: "n"): return try literal("null", .null)
            case UInt8(ascii: "t"): return try literal("true", .bool(true))
            case UInt8(ascii: "f"): return try literal("false", .bool(false))
            default:
                let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "+-.eE".utf8.contains($0) }
                guard !digits.isEmpty else { throw Malformed() }
                rest = rest.dropFirst(digits.count)
                return .number(String(decoding: digits, as: UTF8.self))
            }
        }

        private mutating func skipSpace() {
            while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            skipSpace()
            guard rest.first == byte else { return false }
            rest.removeFirst()
            return true
        }

        private mutating func literal(_ word: String, _ value: GoldenValue) throws -> GoldenValue {
            guard rest.starts(with: word.utf8) else { throw Malformed() }
            rest = rest.dropFirst(word.utf8.count)
            return value
        }

        private mutating func object() throws -> GoldenValue {
            rest.removeFirst()
            var members: [String: GoldenValue] = [:]
            if take(UInt8(ascii: "}")) { return .object(members) }
            while true {
                skipSpace()
                let key = String(decoding: try string(), as: UTF8.self)
                guard take(UInt8(ascii: ":")) else { throw Malformed() }
                members[key] = try value()
                if take(UInt8(ascii: "}")) { return .object(members) }
                guard take(UInt8(ascii: ",")) else { throw Malformed() }
            }
        }

        private mutating func array() throws -> GoldenValue {
            rest.removeFirst()
            var elements: [GoldenValue] = []
            if take(UInt8(ascii: "]")) { return .array(elements) }
            while true {
                elements.append(try value())
                if take(UInt8(ascii: "]")) { return .array(elements) }
                guard take(UInt8(ascii: ",")) else { throw Malformed() }
            }
        }

        private mutating func string() throws -> [UInt8] {
            guard rest.first == UInt8(ascii: "\"") else { throw Malformed() }
            rest.removeFirst()
            var bytes: [UInt8] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return bytes
                case UInt8(ascii: "\\"): try escape(into: &bytes)
                default: bytes.append(byte)
                }
            }
            throw Malformed()
        }

        private mutating func escape(into bytes: inout [UInt8]) throws {
            guard let byte = rest.popFirst() else { throw Malformed() }
            switch byte {
            case UInt8(ascii: "b"): bytes.append(8)
            case UInt8(ascii: "f"): bytes.append(12)
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "u"):
                var units = [try unit()]
                if UTF16.isLeadSurrogate(units[0]) {
                    guard rest.starts(with: "\\u".utf8) else { throw Malformed() }
                    rest = rest.dropFirst(2)
                    units.append(try unit())
                }
                bytes.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
            default: bytes.append(byte)
            }
        }

        private mutating func unit() throws -> UInt16 {
            guard let unit = UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) else {
                throw Malformed()
            }
            rest = rest.dropFirst(4)
            return unit
        }
    }
}
