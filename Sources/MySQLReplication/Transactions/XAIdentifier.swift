// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLWire

/// The name of an XA transaction, kept.
public struct XAIdentifier: Sendable, Hashable {
    /// The `formatID` part; 1 where a statement names none.
    public var formatID: Int32
    /// The `gtrid` part, up to 64 bytes.
    public var globalID: [UInt8]
    /// The `bqual` part, up to 64 bytes.
    public var branchQualifier: [UInt8]

    /// The longest part, in bytes.
    ///
    /// Source: MySQL 9.7, `sql/xa.h`, `MAXGTRIDSIZE`.
    public static let longestPart = 64

    /// Joins the parts.
    public init(formatID: Int32 = 1, globalID: [UInt8], branchQualifier: [UInt8] = []) {
        self.formatID = formatID
        self.globalID = globalID
        self.branchQualifier = branchQualifier
    }

    /// Copies the name out of an event.
    public init(_ view: borrowing XAIdentifierView) {
        formatID = view.formatID
        globalID = [UInt8](copying: view.globalID)
        branchQualifier = [UInt8](copying: view.branchQualifier)
    }

    /// Reads the name behind the two words of `XA COMMIT X'6162',X'',1`; nil where there is none.
    ///
    /// Parts are written `X'…'`, `0x…`, `'…'` or `"…"`.
    ///
    /// Source: MySQL 9.7, `sql/xa.cc`, `XID::serialize`; manual, "XA Transaction SQL Statements".
    public init?(statement sql: Span<UInt8>) {
        var scanner = PartScanner(sql)
        guard scanner.skipWord(), scanner.skipWord(), let global = scanner.part() else { return nil }
        self.init(globalID: global)
        if scanner.skipComma() {
            guard let branch = scanner.part() else { return nil }
            branchQualifier = branch
            if scanner.skipComma() {
                guard let number = scanner.number() else { return nil }
                formatID = number
            }
        }
        guard globalID.count <= XAIdentifier.longestPart, branchQualifier.count <= XAIdentifier.longestPart else {
            return nil
        }
    }
}

extension XAIdentifier: CustomStringConvertible {
    /// The name as `XA COMMIT` takes it: `X'6162',X'',1`.
    public var description: String {
        "X'\(XAIdentifier.hex(globalID))',X'\(XAIdentifier.hex(branchQualifier))',\(formatID)"
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Reads the parts of a name in a statement.
private struct PartScanner: ~Escapable {
    private let bytes: Span<UInt8>
    private var index = 0

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    @_lifetime(self: copy self)
    private mutating func skipSpace() {
        while let byte = current, byte <= 0x20 { index += 1 }
    }

    @_lifetime(self: copy self)
    mutating func skipWord() -> Bool {
        skipSpace()
        let start = index
        while let byte = current, (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte | 0x20 { index += 1 }
        return index > start
    }

    @_lifetime(self: copy self)
    mutating func skipComma() -> Bool {
        skipSpace()
        guard current == UInt8(ascii: ",") else { return false }
        index += 1
        return true
    }

    @_lifetime(self: copy self)
    mutating func part() -> [UInt8]? {
        skipSpace()
        guard let first = current else { return nil }
        switch first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return text(quote: first)
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            index += 1
            guard current == UInt8(ascii: "'") else { return nil }
            index += 1
            guard let digits = digits(), current == UInt8(ascii: "'") else { return nil }
            index += 1
            return digits
        case UInt8(ascii: "0"):
            index += 1
            guard let letter = current, letter | 0x20 == UInt8(ascii: "x") else { return nil }
            index += 1
            return digits()
        default: return nil
        }
    }

    @_lifetime(self: copy self)
    mutating func number() -> Int32? {
        skipSpace()
        let isNegative = current == UInt8(ascii: "-")
        if isNegative { index += 1 }
        var value: Int64 = 0
        let start = index
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte {
            guard value <= Int64(UInt32.max) else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            index += 1
        }
        guard index > start, value <= Int64(UInt32.max) else { return nil }
        // Servers write the number with or without its sign.
        return Int32(truncatingIfNeeded: isNegative ? -value : value)
    }

    @_lifetime(self: copy self)
    private mutating func digits() -> [UInt8]? {
        var part: [UInt8] = []
        while let high = current.flatMap(PartScanner.nibble) {
            index += 1
            guard let low = current.flatMap(PartScanner.nibble), part.count < XAIdentifier.longestPart else {
                return nil
            }
            index += 1
            part.append(high << 4 | low)
        }
        return part
    }

    @_lifetime(self: copy self)
    private mutating func text(quote: UInt8) -> [UInt8]? {
        index += 1
        var part: [UInt8] = []
        while let byte = current {
            index += 1
            if byte == quote {
                guard current == quote else { return part }
                index += 1
                part.append(quote)
            } else if byte == UInt8(ascii: "\\"), let escaped = current {
                index += 1
                part.append(escaped)
            } else {
                part.append(byte)
            }
        }
        return nil
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
