// SPDX-License-Identifier: Apache-2.0

/// Reads JSON text.
struct JSONTextReader {
    /// How deep values may stand in one another.
    private static let maximumDepth = 64

    private let bytes: [UInt8]
    private var index = 0

    /// Takes text.
    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The values that the text holds, one after the other; nil where it is no JSON.
    mutating func values() -> [JSONTextValue]? {
        var values: [JSONTextValue] = []
        skipSpace()
        while index < bytes.count {
            guard let value = value(depth: 0) else { return nil }
            values.append(value)
            skipSpace()
        }
        return values
    }

    private mutating func value(depth: Int) -> JSONTextValue? {
        skipSpace()
        guard depth < JSONTextReader.maximumDepth, index < bytes.count else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return string().map { .string($0) }
        default: return literal()
        }
    }

    private mutating func object(depth: Int) -> JSONTextValue? {
        index += 1
        var members: [JSONTextValue.Member] = []
        if skip(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard let name = string(), skip(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
            members.append(JSONTextValue.Member(name: name, value: value))
        } while skip(UInt8(ascii: ","))
        return skip(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func array(depth: Int) -> JSONTextValue? {
        index += 1
        var values: [JSONTextValue] = []
        if skip(UInt8(ascii: "]")) { return .array(values) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
        } while skip(UInt8(ascii: ","))
        return skip(UInt8(ascii: "]")) ? .array(values) : nil
    }

    private mutating func string() -> String? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        index += 1
        var content: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                content.append(byte)
                continue
            }
            guard let escaped = escape() else { return nil }
            content += escaped
        }
        return nil
    }

    /// What stands behind a backslash.
    private mutating func escape() -> [UInt8]? {
        guard index < bytes.count else { return nil }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "u"): return unicode()
        default: return [byte]
        }
    }

    private mutating func unicode() -> [UInt8]? {
        guard let first = hexadecimal() else { return nil }
        var code = first
        if 0xd800..<0xdc00 ~= first {
            guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
            else { return nil }
            index += 2
            guard let second = hexadecimal(), 0xdc00..<0xe000 ~= second else { return nil }
            code = 0x1_0000 + (first - 0xd800) << 10 + (second - 0xdc00)
        }
        return Unicode.Scalar(code).map { Array(String(Character($0)).utf8) }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard bytes.count - index >= 4 else { return nil }
        let digits = String(decoding: bytes[index..<(index + 4)], as: UTF8.self)
        index += 4
        return UInt32(digits, radix: 16)
    }

    private mutating func literal() -> JSONTextValue? {
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "E"):
                index += 1
                continue
            default: break
            }
            break
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        switch text {
        case "null": return .null
        case "true", "false": return .literal(text)
        default: return Double(text) == nil ? nil : .literal(text)
        }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
    }
}
