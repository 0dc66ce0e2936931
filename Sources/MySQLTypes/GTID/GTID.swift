// SPDX-License-Identifier: Apache-2.0

/// The identity of one transaction in MySQL: where it came from, and its number there.
///
/// ```swift
/// let gtid = try GTID("4f68a417-e505-11f1-9b56-02fc00000001:mytag:2")
/// gtid.tag.description  // mytag
/// gtid.number           // 2
/// ```
public struct GTID: Sendable, Hashable {
    /// The numbers that a transaction may have: 1 to 2^63 - 2.
    ///
    /// Source: MySQL 9.7, `sql/rpl_gtid.h`, `GNO_END`.
    public static let numbers: ClosedRange<Int64> = 1...(.max - 1)

    /// The server, or group of servers, that the transaction came from.
    public let source: SourceID
    /// The tag, or ``GTIDTag/empty``.
    public let tag: GTIDTag
    /// The number among the transactions of this source and tag.
    public let number: Int64

    /// Takes the parts; nil where the number is not one of ``numbers``.
    public init?(source: SourceID, tag: GTIDTag = .empty, number: Int64) {
        guard GTID.numbers.contains(number) else { return nil }
        self.source = source
        self.tag = tag
        self.number = number
    }

    /// Appends `uuid:number` or `uuid:tag:number`.
    public func write(into text: inout TextWriter) {
        source.write(into: &text)
        text.append(UInt8(ascii: ":"))
        if !tag.isEmpty {
            tag.write(into: &text)
            text.append(UInt8(ascii: ":"))
        }
        text.append(number)
    }
}

extension GTID: CustomStringConvertible {
    /// Reads `uuid:number` or `uuid:tag:number`; white space may stand around each part.
    public init(_ text: String) throws(GTIDSyntaxError) {
        var scanner = GTIDScanner(text)
        scanner.skipWhiteSpace()
        source = try scanner.source()
        try scanner.expect(UInt8(ascii: ":"), else: .expectedNumberOrTag)
        tag = try scanner.tag()
        if !tag.isEmpty { try scanner.expect(UInt8(ascii: ":"), else: .expectedNumber) }
        number = try scanner.transactionNumber(else: tag.isEmpty ? .expectedNumberOrTag : .expectedNumber)
        guard scanner.isAtEnd else { throw GTIDSyntaxError(.expectedEnd, at: scanner.offset) }
    }

    /// The text `uuid:number` or `uuid:tag:number`.
    public var description: String {
        var text = TextWriter(capacity: 60)
        write(into: &text)
        return text.string
    }
}

extension GTID: Comparable {
    /// Orders by source, then tag, then number.
    public static func < (left: GTID, right: GTID) -> Bool {
        (left.source, left.tag, left.number) < (right.source, right.tag, right.number)
    }
}
