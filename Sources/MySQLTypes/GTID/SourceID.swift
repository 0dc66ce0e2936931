// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The UUID of the server, or group of servers, that a transaction came from.
///
/// ```swift
/// let source = SourceID("4F68A417-E505-11F1-9B56-02FC00000001")
/// source?.description  // 4f68a417-e505-11f1-9b56-02fc00000001
/// ```
public struct SourceID: Sendable, Hashable {
    /// The first 8 bytes as one big-endian number.
    public let high: UInt64
    /// The last 8 bytes as one big-endian number.
    public let low: UInt64

    /// All zeros; an anonymous transaction carries it.
    public static let zero = SourceID(high: 0, low: 0)

    /// Takes the two halves as big-endian numbers.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads 16 bytes.
    public init(from reader: inout WireReader) throws(WireError) {
        // Taken as one field, so that a cut one consumes nothing.
        var bytes = WireReader(try reader.span(count: 16))
        high = try bytes.bigEndian(width: 8)
        low = try bytes.bigEndian(width: 8)
    }

    /// Writes 16 bytes.
    public func encode(into writer: inout WireWriter) {
        writer.bigEndian(high, width: 8)
        writer.bigEndian(low, width: 8)
    }

    /// Appends the 36 characters of ``description``.
    public func write(into text: inout TextWriter) {
        for index in 0..<16 {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(hex: UInt8(truncatingIfNeeded: (index < 8 ? high : low) >> UInt64(56 - 8 * (index % 8))))
        }
    }

    /// The characters of the text form.
    static let textCount = 36

    /// Takes the 36 characters at `start`, or gives nil where they are no UUID with dashes.
    init?(_ characters: [UInt8], at start: Int) {
        guard start >= 0, characters.count - start >= SourceID.textCount else { return nil }
        var halves = (high: UInt64(0), low: UInt64(0))
        for index in 0..<SourceID.textCount {
            let character = characters[start + index]
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt8
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = character - UInt8(ascii: "A") + 10
            default: return nil
            }
            if index < 18 {
                halves.high = halves.high << 4 | UInt64(digit)
            } else {
                halves.low = halves.low << 4 | UInt64(digit)
            }
        }
        self.init(high: halves.high, low: halves.low)
    }
}

extension SourceID: LosslessStringConvertible {
    /// Takes 36 characters: hexadecimal digits of either case in groups of 8, 4, 4, 4 and 12 with dashes between.
    public init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count == SourceID.textCount else { return nil }
        self.init(characters, at: 0)
    }

    /// The 36 characters, in lower case with dashes.
    public var description: String {
        var text = TextWriter(capacity: SourceID.textCount)
        write(into: &text)
        return text.string
    }
}

extension SourceID: Comparable {
    /// Orders by bytes, as the server does.
    public static func < (left: SourceID, right: SourceID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
