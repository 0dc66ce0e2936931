// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The output of `mysqlbinlog` beside our own: which lines differ, and which of these on purpose.
///
/// The differences on purpose are those of `docs/decisions/0005-mysqlbinlog-format.md`; each is checked to be what it is meant
/// to be, so that a wrong value does not pass for a right one.
public struct BinlogDumpComparison {
    /// Lines that differ on purpose, and are what they are meant to be.
    public private(set) var deliberate: [String] = []
    /// Lines that differ and must not: the tool's with `-`, ours with `+`.
    public private(set) var unexplained: [String] = []

    private let expected: [String]
    private let found: [String]

    /// Compares line by line; where `keeping` is given, only lines for which it gives text, by that text.
    public init(expected: String, found: String, keeping: (String) -> String? = { $0 }) {
        self.expected = BinlogDumpComparison.lines(of: expected).compactMap(keeping)
        self.found = BinlogDumpComparison.lines(of: found).compactMap(keeping)
        compare()
    }

    /// Whether every line is the same.
    public var isIdentical: Bool { deliberate.isEmpty && unexplained.isEmpty }

    private static func lines(of text: String) -> [String] {
        // Kept output lost the carriage returns of statements.
        text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private mutating func compare() {
        var left = 0
        var right = 0
        while left < expected.count || right < found.count {
            if left < expected.count, right < found.count {
                let (tool, ours) = (expected[left], found[right])
                if tool == ours {
                    left += 1
                    right += 1
                    continue
                }
                if BinlogDumpComparison.isDeliberate(tool: tool, ours: ours) {
                    deliberate.append(ours)
                    left += 1
                    right += 1
                    if tool.contains("Don't know how to handle column type=255") { skipRows(&right) }
                    continue
                }
            }
            resynchronize(&left, &right)
        }
    }

    /// Passes the rest of an event that the tool gave up.
    private func skipRows(_ right: inout Int) {
        while right < found.count, found[right].hasPrefix("###") { right += 1 }
    }

    /// Goes on where the two are the same again.
    private mutating func resynchronize(_ left: inout Int, _ right: inout Int) {
        for distance in 1...200 {
            for skipped in 0...distance {
                let (tool, ours) = (left + distance - skipped, right + skipped)
                guard tool < expected.count, ours < found.count, expected[tool] == found[ours] else { continue }
                unexplained += expected[left..<tool].map { "-" + $0 } + found[right..<ours].map { "+" + $0 }
                (left, right) = (tool, ours)
                return
            }
        }
        unexplained += expected[min(left, expected.count)...].prefix(5).map { "-" + $0 }
        unexplained += found[min(right, found.count)...].prefix(5).map { "+" + $0 }
        (left, right) = (expected.count, found.count)
    }
}

extension BinlogDumpComparison {
    /// Whether our line differs from the tool's as it should.
    static func isDeliberate(tool: String, ours: String) -> Bool {
        if tool.hasPrefix("LOAD DATA"), ours.hasPrefix("LOAD DATA") {
            return tool.replacing(#/SQL_LOAD_MB-(\w+)-\w+/#, with: { "\($0.1)" })
                == ours.replacing(#/SQL_LOAD_MB-(\w+)-\w+/#, with: { "\($0.1)" })
        }
        if tool.hasPrefix("SET @`"), let short = number(in: tool), let long = number(in: ours) {
            return String(format: "%.14g", long) == String(format: "%.14g", short)
        }
        guard let (toolName, toolValue, toolComment) = cell(tool), let (name, value, comment) = cell(ours),
            toolName == name
        else { return false }
        if toolValue.hasPrefix("!! Don't know how to handle column type=255") { return comment.hasPrefix("GEOMETRY") }
        guard toolComment == comment else { return false }
        if comment.hasPrefix("YEAR") { return toolValue == "1900" && value == "0000" }
        if comment.hasPrefix("SET(") { return bytesReversed(toolValue) == value }
        if comment.contains("COMPRESSED") { return true }
        guard comment.hasPrefix("JSON"), let document = unescaped(value), document.hasPrefix("\"") else { return false }
        let decoded = try? JSONDecoder().decode(String.self, from: Data(document.utf8))
        return decoded != nil && decoded == unescaped(toolValue)
    }

    private static func number(in line: String) -> Double? {
        line.firstMatch(of: #/:=(-?[0-9.e+-]+)/\*!\*/;$/#).flatMap { Double($0.1) }
    }

    /// `###   @3=value /* comment */` in its parts.
    private static func cell(_ line: String) -> (name: String, value: String, comment: String)? {
        guard line.hasPrefix("###   @"), let equals = line.firstIndex(of: "=") else { return nil }
        let rest = line[line.index(after: equals)...]
        guard let comment = rest.range(of: " /* ", options: .backwards) else {
            return (String(line[..<equals]), String(rest), "")
        }
        return (String(line[..<equals]), String(rest[..<comment.lowerBound]), String(rest[comment.upperBound...]))
    }

    /// `b'0000000100000010'` with its bytes in the other order.
    private static func bytesReversed(_ bits: String) -> String {
        let digits = Array(bits.dropFirst(2).dropLast())
        let bytes = stride(from: 0, to: digits.count, by: 8).map { String(digits[$0..<min($0 + 8, digits.count)]) }
        return "b'" + bytes.reversed().joined() + "'"
    }

    /// The text of a string in the tool's quotation marks.
    private static func unescaped(_ quoted: String) -> String? {
        guard quoted.count >= 2, quoted.hasPrefix("'"), quoted.hasSuffix("'") else { return nil }
        var text = ""
        var rest = quoted.dropFirst().dropLast()
        while let character = rest.popFirst() {
            guard character == "\\", let escape = rest.popFirst() else {
                text.append(character)
                continue
            }
            switch escape {
            case "n": text.append("\n")
            case "r": text.append("\r")
            case "t": text.append("\t")
            case "b": text.append("\u{8}")
            case "f": text.append("\u{c}")
            case "x":
                text.unicodeScalars.append(UnicodeScalar(UInt8(rest.prefix(2), radix: 16) ?? 0))
                rest = rest.dropFirst(2)
            default: text.append(escape)
            }
        }
        return text
    }
}
