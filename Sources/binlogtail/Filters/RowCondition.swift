// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// A condition of `--where`.
struct RowCondition: Sendable {
    /// Which image is looked at.
    enum Image: Sendable {
        case before
        case after
        case either
    }

    /// What is asked of a value.
    enum Test: Sendable {
        case equal
        case notEqual
        case less
        case lessOrEqual
        case greater
        case greaterOrEqual
        case isNull
        case isNotNull
        /// An update gave it another value.
        case changed
    }

    /// The column's name.
    let column: String
    let image: Image
    let test: Test
    /// What it is compared with.
    let operand: String

    /// Reads `[before.|after.]column operator value`, `column is [not] null` or `changed column`; nil where it is none of these.
    init?(_ text: String) {
        let text = text.drop { $0 == " " }
        if text.hasPrefix("changed ") {
            let name = text.dropFirst("changed ".count).drop { $0 == " " }
            guard !name.isEmpty, !name.contains(" ") else { return nil }
            (column, image, test, operand) = (String(name), .either, .changed, "")
            return
        }
        let name = text.prefix { !" =!<>".contains($0) }
        guard !name.isEmpty else { return nil }
        if name.hasPrefix("before.") {
            (column, image) = (String(name.dropFirst("before.".count)), .before)
        } else if name.hasPrefix("after.") {
            (column, image) = (String(name.dropFirst("after.".count)), .after)
        } else {
            (column, image) = (String(name), .either)
        }
        let rest = text.dropFirst(name.count).drop { $0 == " " }
        switch rest.lowercased() {
        case "is null": (test, operand) = (.isNull, "")
        case "is not null": (test, operand) = (.isNotNull, "")
        default:
            let tests: [(String, Test)] = [
                ("!=", .notEqual), ("<>", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("=", .equal),
                ("<", .less), (">", .greater),
            ]
            guard let (sign, found) = tests.first(where: { rest.hasPrefix($0.0) }) else { return nil }
            test = found
            var value = String(rest.dropFirst(sign.count).drop { $0 == " " })
            if value.count >= 2, value.hasPrefix("'"), value.hasSuffix("'") {
                value = String(value.dropFirst().dropLast())
                value = value.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'")
            }
            operand = value
        }
        guard !column.isEmpty else { return nil }
    }

    /// Whether a row fits.
    func holds(_ change: borrowing RenderedChange, _ index: Int, _ column: Column) -> Bool {
        guard test != .changed else { return change.isChanged(index) }
        if image != .after, change.before.carries(index), holds(change, index, .old, column) { return true }
        guard image != .before, change.operation != .delete, change.hasNew(index) else { return false }
        return holds(change, index, .new, column)
    }

    private func holds(
        _ change: borrowing RenderedChange,
        _ index: Int,
        _ side: RowSide,
        _ column: Column
    ) -> Bool {
        let isNull = change.isNull(index, side)
        if test == .isNull || test == .isNotNull { return isNull == (test == .isNull) }
        guard !isNull else { return false }
        var text = TextWriter()
        change.append(index, side, to: &text)
        return RowCondition.compare(text.string, test, operand, isNumber: column.isNumber, isReal: column.isReal)
    }

    /// Compares two values: numbers as numbers, all else by bytes.
    static func compare(_ value: String, _ test: Test, _ operand: String, isNumber: Bool, isReal: Bool) -> Bool {
        if isReal {
            guard let left = Double(value), let right = Double(operand) else { return false }
            return test.holds(left, right)
        }
        if isNumber {
            guard let left = DecimalText(value), let right = DecimalText(operand) else { return false }
            return test.holds(left, right)
        }
        return test.holds(Bytes(value), Bytes(operand))
    }

    private struct Bytes: Comparable {
        let bytes: [UInt8]
        init(_ text: String) { bytes = Array(text.utf8) }
        static func < (left: Bytes, right: Bytes) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
    }
}

extension RowCondition.Test {
    fileprivate func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .isNull, .isNotNull, .changed: false
        }
    }
}

extension Column {
    /// Whether values are numbers.
    fileprivate var isNumber: Bool {
        switch type {
        case .tiny, .short, .int24, .long, .longLong, .newDecimal, .decimal, .bit, .year, .bool: true
        default: false
        }
    }

    /// Whether values are binary fractions.
    fileprivate var isReal: Bool { type == .float || type == .double }
}
