// SPDX-License-Identifier: Apache-2.0

/// One line of an option file, as MySQL's and MariaDB's programs understand it.
///
/// Source: MySQL 9.7 manual, section "Using Option Files"; every rule was compared with `my_print_defaults`.
enum OptionFileLine: Equatable {
    /// Nothing, or a comment.
    case empty
    /// `[name]`.
    case group([UInt8])
    /// `!include path`.
    case include([UInt8])
    /// `!includedir path`.
    case includeFolder([UInt8])
    /// `name` or `name=value`.
    case option(name: [UInt8], value: [UInt8]?)
    /// A `[` without its `]`.
    case brokenGroup
    /// A `!` before something else.
    case unknownDirective([UInt8])

    /// Reads a line without its end.
    init(_ line: ArraySlice<UInt8>) {
        let line = OptionFileLine.trimmed(line)
        switch line.first {
        case nil, UInt8(ascii: "#"), UInt8(ascii: ";"): self = .empty
        case UInt8(ascii: "!"): self = OptionFileLine.directive(line.dropFirst())
        case UInt8(ascii: "["):
            let inner = line.dropFirst()
            guard let end = inner.firstIndex(of: UInt8(ascii: "]")) else {
                self = .brokenGroup
                return
            }
            // Space behind the name is dropped, space before it is part of it.
            self = .group(Array(OptionFileLine.trimmedAtEnd(inner[..<end])))
        default: self = OptionFileLine.option(OptionFileLine.withoutComment(line))
        }
    }

    private static func directive(_ text: ArraySlice<UInt8>) -> OptionFileLine {
        let text = trimmed(text)
        let word = text.prefix { !isSpace($0) }
        let argument = Array(trimmed(text[word.endIndex...]))
        switch String(decoding: word, as: UTF8.self) {
        case "include": return .include(argument)
        case "includedir": return .includeFolder(argument)
        default: return .unknownDirective(Array(word))
        }
    }

    private static func option(_ line: ArraySlice<UInt8>) -> OptionFileLine {
        guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
            return .option(name: Array(trimmedAtEnd(line)), value: nil)
        }
        let name = Array(trimmedAtEnd(line[..<equals]))
        var value = trimmed(line[(equals + 1)...])
        if let first = value.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"), value.count > 1,
            value.last == first
        {
            value = value.dropFirst().dropLast()
        }
        return .option(name: name, value: unescaped(value))
    }

    /// The line up to a `#` that stands outside quotes.
    private static func withoutComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var quote: UInt8?
        var isEscaped = false
        for index in line.indices {
            let byte = line[index]
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\""), !isEscaped {
                if quote == nil {
                    quote = byte
                } else if quote == byte {
                    quote = nil
                }
            }
            if quote == nil, byte == UInt8(ascii: "#") { return line[..<index] }
            isEscaped = quote != nil && byte == UInt8(ascii: "\\") && !isEscaped
        }
        return line
    }

    private static func unescaped(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = value.startIndex
        while index < value.endIndex {
            let byte = value[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < value.endIndex else {
                result.append(byte)
                continue
            }
            let escaped = value[index]
            index += 1
            switch escaped {
            case UInt8(ascii: "n"): result.append(0x0a)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "r"): result.append(0x0d)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "s"): result.append(0x20)
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): result.append(escaped)
            default: result += [byte, escaped]
            }
        }
        return result
    }

    /// What C's `isspace` takes for space.
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        trimmedAtEnd(text.drop(while: isSpace))
    }

    private static func trimmedAtEnd(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while let last = text.last, isSpace(last) { text = text.dropLast() }
        return text
    }
}
