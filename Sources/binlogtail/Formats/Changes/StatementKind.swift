// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// What a logged statement does, as far as its first words tell.
enum StatementKind: String {
    /// It changes rows, and the log does not tell which.
    case rows = "ROWS"
    case create = "CREATE"
    case alter = "ALTER"
    case erase = "ERASE"
    case truncate = "TRUNCATE"
    case rename = "RENAME"
    case createIndex = "CINDEX"
    case dropIndex = "DINDEX"
    /// Anything else.
    case query = "QUERY"

    /// Reads the first words of a statement.
    init(_ sql: Span<UInt8>) {
        let words = StatementKind.words(sql)
        switch words.first {
        case "insert", "update", "delete", "replace", "load", "with", "call", "do": self = .rows
        case "truncate": self = .truncate
        case "rename": self = .rename
        case "alter": self = words.dropFirst().first == "table" ? .alter : .query
        case "create":
            let object = words.dropFirst().first { !["or", "replace", "unique", "fulltext", "spatial"].contains($0) }
            self = object == "index" ? .createIndex : object == "table" ? .create : .query
        case "drop":
            let object = words.dropFirst().first
            self = object == "index" ? .dropIndex : object == "table" ? .erase : .query
        default: self = .query
        }
    }

    /// Up to six words in small letters; comments before and between them are left out.
    private static func words(_ sql: Span<UInt8>) -> [String] {
        var words: [String] = []
        var index = 0
        while index < sql.count, words.count < 6 {
            let byte = sql[index]
            if byte == UInt8(ascii: "/"), index + 1 < sql.count, sql[index + 1] == UInt8(ascii: "*") {
                index += 2
                // What stands in a comment for servers of some version is part of the statement.
                if index < sql.count, sql[index] == UInt8(ascii: "!") {
                    index += 1
                    while index < sql.count, isDigit(sql[index]) { index += 1 }
                    continue
                }
                while index + 1 < sql.count, !(sql[index] == UInt8(ascii: "*") && sql[index + 1] == UInt8(ascii: "/")) {
                    index += 1
                }
                index += 2
            } else if byte == UInt8(ascii: "#")
                || byte == UInt8(ascii: "-") && index + 1 < sql.count
                    && sql[index + 1] == UInt8(ascii: "-")
            {
                while index < sql.count, sql[index] != 0x0a { index += 1 }
            } else if isLetter(byte) {
                var word: [UInt8] = []
                while index < sql.count, isLetter(sql[index]) || sql[index] == UInt8(ascii: "_") {
                    word.append(sql[index] | 0x20)
                    index += 1
                }
                words.append(String(decoding: word, as: UTF8.self))
            } else if byte <= 0x20 || byte == UInt8(ascii: "(") && words.isEmpty || byte == UInt8(ascii: "*")
                || byte == UInt8(ascii: "/")
            {
                index += 1
            } else {
                break
            }
        }
        return words
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
