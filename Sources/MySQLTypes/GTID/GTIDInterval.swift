// SPDX-License-Identifier: Apache-2.0

/// A run of transaction numbers without gaps; never empty.
public struct GTIDInterval: Sendable, Hashable {
    /// The lowest number.
    public let first: Int64
    /// The highest number; it belongs to the interval.
    public let last: Int64

    /// Takes lowest and highest number; nil unless both are ``GTID/numbers`` and in order.
    public init?(_ first: Int64, through last: Int64) {
        guard first <= last, GTID.numbers.contains(first), GTID.numbers.contains(last) else { return nil }
        self.init(trusted: first, through: last)
    }

    /// Takes bounds that are known to be ``GTID/numbers`` in order.
    init(trusted first: Int64, through last: Int64) {
        self.first = first
        self.last = last
    }

    /// Numbers in the interval.
    public var count: UInt64 { UInt64(last - first) + 1 }

    /// Whether the number lies in the interval.
    public func contains(_ number: Int64) -> Bool { first <= number && number <= last }

    /// Appends `first-last`, or `first` alone where both are the same.
    public func write(into text: inout TextWriter) {
        text.append(first)
        guard last > first else { return }
        text.append(UInt8(ascii: "-"))
        text.append(last)
    }
}

extension GTIDInterval: CustomStringConvertible {
    /// The text `first-last`, or `first` alone where both are the same.
    public var description: String {
        var text = TextWriter(capacity: 40)
        write(into: &text)
        return text.string
    }
}
