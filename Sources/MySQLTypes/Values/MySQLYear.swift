// SPDX-License-Identifier: Apache-2.0

/// A YEAR: 1901 to 2155, or 0.
@frozen
public struct MySQLYear: RawRepresentable, Sendable, Hashable {
    /// Years since 1900; 0 is the year 0.
    public let rawValue: UInt8

    /// Takes the byte as stored.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The year: 0, or 1901 to 2155.
    @inlinable
    public var year: Int { rawValue == 0 ? 0 : 1900 + Int(rawValue) }

    /// Appends four digits.
    public func write(to text: inout TextWriter) {
        text.append(UInt64(year), minimumDigits: 4)
    }
}

extension MySQLYear: CustomStringConvertible {
    /// Four digits.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
