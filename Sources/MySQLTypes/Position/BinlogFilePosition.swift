// SPDX-License-Identifier: Apache-2.0

/// A place in a server's binary log: a file and the bytes before it there.
///
/// ```swift
/// let position = BinlogFilePosition("binlog.000001:4")
/// position?.precedes(BinlogFilePosition(file: "binlog.1000000", offset: 4))  // true
/// ```
public struct BinlogFilePosition: Sendable, Hashable {
    /// The name of the file, without folders.
    public var file: String
    /// Bytes from the start of the file.
    public var offset: UInt64

    /// Bytes before the first event of every file.
    public static let firstEventOffset: UInt64 = 4

    /// Takes the name of a file and the bytes before the place, by default those before its first event.
    public init(file: String, offset: UInt64 = firstEventOffset) {
        self.file = file
        self.offset = offset
    }

    /// Whether this place comes before `other`; nil where the names do not tell.
    ///
    /// Files of one log share their name up to the last dot and are counted behind it. The names of other files tell
    /// nothing about their order, so positions are not `Comparable`.
    public func precedes(_ other: BinlogFilePosition) -> Bool? {
        if file == other.file { return offset < other.offset }
        guard let mine = BinlogFilePosition.parts(of: file), let theirs = BinlogFilePosition.parts(of: other.file),
            mine.base == theirs.base, mine.number != theirs.number
        else { return nil }
        // Without leading zeros the longer number is the larger one, however many digits it has.
        return mine.number.count == theirs.number.count
            ? mine.number < theirs.number : mine.number.count < theirs.number.count
    }

    /// Whether a name is that of a log as servers count them: a base, a dot and at least six digits, without folders.
    public static func isFileName(_ name: String) -> Bool {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
            !name.utf8.contains(UInt8(ascii: "/"))
        else { return false }
        return parts(of: name) != nil && name.utf8.distance(from: dot, to: name.utf8.endIndex) > 6
    }

    /// The name up to the last dot, and the digits behind it without leading zeros.
    private static func parts(of file: String) -> (base: Substring, number: Substring)? {
        guard let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let digits = file[file.utf8.index(after: dot)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        return (file[..<dot], digits.drop { $0 == "0" })
    }
}

extension BinlogFilePosition: LosslessStringConvertible {
    /// Takes `file:offset`; the offset has decimal digits only and fits in 64 bits.
    public init?(_ text: String) {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), colon > text.startIndex else { return nil }
        let digits = text[text.utf8.index(after: colon)...]
        guard digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let offset = UInt64(digits)
        else {
            return nil
        }
        self.init(file: String(text[..<colon]), offset: offset)
    }

    /// The text `file:offset`.
    public var description: String { "\(file):\(offset)" }
}
