// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Cuts a statement into words, names and signs; comments are left out, what `/*!` holds is not.
///
/// Source: MySQL 9.7, Reference Manual, "Comments" and "Schema Object Names"; MariaDB, "Comment Syntax" (`/*M!`).
struct SQLScanner {
    /// A piece of a statement.
    enum Token: Equatable {
        /// An unquoted word: a keyword or a name.
        case word(String)
        /// A quoted name.
        case name(String)
        /// A string literal, whose content is not looked at.
        case string
        /// Any other byte that is no white space.
        case sign(UInt8)
        /// The statement is over.
        case end
        /// A quote or comment does not end.
        case broken
    }

    private let bytes: [UInt8]
    private let quotesNames: Bool
    private let escapes: Bool
    private var position = 0
    private var isInComment = false
    /// The piece at which the scanner stands.
    private(set) var token = Token.end

    /// Stands at the first piece of `bytes`, which are UTF-8.
    ///
    /// `quotesNames` says that double quotes hold names (`ANSI_QUOTES`), `escapes` that a backslash escapes in strings.
    init(_ bytes: [UInt8], quotesNames: Bool, escapes: Bool) {
        self.bytes = bytes
        self.quotesNames = quotesNames
        self.escapes = escapes
        advance()
    }

    /// Goes to the next piece.
    mutating func advance() {
        token = next()
    }

    /// Whether the piece is this keyword, which is given in capitals.
    func isAt(_ keyword: String) -> Bool {
        guard case .word(let word) = token, word.utf8.count == keyword.utf8.count else { return false }
        return word.uppercased() == keyword
    }

    /// Goes on if the piece is this keyword.
    mutating func take(_ keyword: String) -> Bool {
        guard isAt(keyword) else { return false }
        advance()
        return true
    }

    /// Goes on if the pieces are these keywords; stays where the first is another.
    mutating func take(_ keywords: [String]) -> Bool {
        let start = self
        for keyword in keywords where !take(keyword) {
            self = start
            return false
        }
        return true
    }

    /// Goes on if the piece is this sign.
    mutating func take(sign: Unicode.Scalar) -> Bool {
        guard case .sign(let byte) = token, UInt32(byte) == sign.value else { return false }
        advance()
        return true
    }

    /// The keyword at which the scanner stands, in capitals.
    var keyword: String? {
        guard case .word(let word) = token else { return nil }
        return word.uppercased()
    }

    /// Takes a name, quoted or not.
    mutating func identifier() -> String? {
        switch token {
        case .word(let text), .name(let text):
            advance()
            return text
        case .string, .sign, .end, .broken: return nil
        }
    }

    private mutating func next() -> Token {
        while true {
            guard position < bytes.count else { return isInComment ? .broken : .end }
            let byte = bytes[position]
            switch byte {
            case 0x20, 0x09...0x0d, 0x00: position += 1
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "-") where isLineComment: skipLine()
            case UInt8(ascii: "/") where at(1) == UInt8(ascii: "*"):
                guard enterComment() else { return .broken }
            case UInt8(ascii: "*") where isInComment && at(1) == UInt8(ascii: "/"):
                isInComment = false
                position += 2
            case UInt8(ascii: "`"): return quoted(byte, escapes: false).map { .name($0) } ?? .broken
            case UInt8(ascii: "\"") where quotesNames: return quoted(byte, escapes: false).map { .name($0) } ?? .broken
            case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(byte, escapes: escapes) == nil ? .broken : .string
            case _ where SQLScanner.isWordByte(byte): return word()
            default:
                position += 1
                return .sign(byte)
            }
        }
    }

    private func at(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    /// Two dashes begin a comment only before white space or the end.
    private var isLineComment: Bool {
        guard at(1) == UInt8(ascii: "-") else { return false }
        guard let third = at(2) else { return true }
        return third <= 0x20
    }

    private mutating func skipLine() {
        while position < bytes.count, bytes[position] != 0x0a { position += 1 }
    }

    /// Steps over a comment, or into one whose content is run; false where it does not end.
    private mutating func enterComment() -> Bool {
        var start = position + 2
        if at(2) == UInt8(ascii: "M"), at(3) == UInt8(ascii: "!") { start += 1 }
        if start < bytes.count, bytes[start] == UInt8(ascii: "!") {
            start += 1
            while start < bytes.count, bytes[start] >= UInt8(ascii: "0"), bytes[start] <= UInt8(ascii: "9") {
                start += 1
            }
            position = start
            isInComment = true
            return true
        }
        position += 2
        while position + 1 < bytes.count {
            if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
                position += 2
                return true
            }
            position += 1
        }
        position = bytes.count
        return false
    }

    /// The content between quotes, in which a doubled quote stands for itself; nil where it does not end.
    private mutating func quoted(_ quote: UInt8, escapes: Bool) -> String? {
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == quote {
                guard position < bytes.count, bytes[position] == quote else {
                    return String(repairing: content.span)
                }
                position += 1
            } else if escapes, byte == UInt8(ascii: "\\") {
                position += 1
            }
            content.append(byte)
        }
        return nil
    }

    private mutating func word() -> Token {
        let start = position
        while position < bytes.count, SQLScanner.isWordByte(bytes[position]) { position += 1 }
        let bytes = bytes
        return .word(String(repairing: bytes.span.extracting(start..<position)))
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...0xff:
            true
        default: false
        }
    }
}
