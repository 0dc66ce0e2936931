// SPDX-License-Identifier: Apache-2.0

/// Decimal numbers as text, compared exactly, whatever their length.
struct DecimalText: Comparable {
    private let isNegative: Bool
    /// Digits before the point without zeros in front, and behind it without zeros at the end.
    private let integer: [UInt8]
    private let fraction: [UInt8]

    /// Reads `-12.50`; nil where it is no such number.
    init?(_ text: some StringProtocol) {
        var digits = Array(text.utf8)
        let sign = digits.first == UInt8(ascii: "-")
        if sign || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let isNumber =
            digits.contains { $0 != UInt8(ascii: ".") }
            && parts.allSatisfy { $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
        guard isNumber else { return nil }
        integer = Array(parts[0].drop { $0 == UInt8(ascii: "0") })
        var fraction = parts.count > 1 ? Array(parts[1]) : []
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        self.fraction = fraction
        isNegative = sign && !(integer.isEmpty && fraction.isEmpty)
    }

    static func < (left: DecimalText, right: DecimalText) -> Bool {
        guard left.isNegative == right.isNegative else { return left.isNegative }
        let (small, large) = left.isNegative ? (right, left) : (left, right)
        if small.integer.count != large.integer.count { return small.integer.count < large.integer.count }
        if small.integer != large.integer { return small.integer.lexicographicallyPrecedes(large.integer) }
        return small.fraction.lexicographicallyPrecedes(large.fraction)
    }
}
