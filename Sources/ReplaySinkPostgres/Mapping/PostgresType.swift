// SPDX-License-Identifier: Apache-2.0

/// A type of PostgreSQL as far as replaying cares.
enum PostgresType: Sendable, Hashable {
    /// `smallint`, `integer` or `bigint`, by its bits.
    case integer(bits: Int)
    /// `numeric`; without a precision it takes what is given.
    case numeric(precision: Int?, scale: Int)
    /// `real`.
    case real
    /// `double precision`.
    case double
    /// `boolean`.
    case boolean
    /// `text`, `character varying` or `character`, which is padded; nil is any length, in characters.
    case text(limit: Int?, isPadded: Bool)
    /// `bytea`.
    case bytes
    /// `date`.
    case date
    /// `timestamp`, with or without a time zone; digits of the second's fraction.
    case timestamp(digits: Int, hasZone: Bool)
    /// `interval` of all fields; digits of the second's fraction.
    case interval(digits: Int)
    /// `time without time zone`.
    case time(digits: Int)
    /// `bit` or `bit varying`.
    case bits(limit: Int?, isVarying: Bool)
    /// `json`, which keeps its text, or `jsonb`.
    case json(isBinary: Bool)
    /// `uuid`.
    case uuid
    /// `inet`.
    case inet
    /// `real[]`.
    case realArray
    /// A type of which nothing is known.
    case other

    /// Reads the server's own spelling (`format_type`).
    init(_ spelling: String) {
        let base = String(spelling.prefix { $0 != "(" }).trimmed
        var numbers: [Int] = []
        if let open = spelling.firstIndex(of: "("), let close = spelling[open...].firstIndex(of: ")") {
            numbers = spelling[spelling.index(after: open)..<close].split(separator: ",").compactMap { Int($0) }
        }
        let rest = spelling.firstIndex(of: ")").map { String(spelling[spelling.index(after: $0)...]).trimmed } ?? ""
        let digits = numbers.first ?? 6
        switch (base, rest) {
        case ("smallint", ""): self = .integer(bits: 16)
        case ("integer", ""): self = .integer(bits: 32)
        case ("bigint", ""): self = .integer(bits: 64)
        case ("numeric", ""): self = .numeric(precision: numbers.first, scale: numbers.count > 1 ? numbers[1] : 0)
        case ("real", ""): self = .real
        case ("double precision", ""): self = .double
        case ("boolean", ""): self = .boolean
        case ("text", ""): self = .text(limit: nil, isPadded: false)
        case ("character varying", ""): self = .text(limit: numbers.first, isPadded: false)
        case ("character", ""): self = .text(limit: numbers.first ?? 1, isPadded: true)
        case ("bytea", ""): self = .bytes
        case ("date", ""): self = .date
        case ("timestamp without time zone", ""), ("timestamp", "without time zone"):
            self = .timestamp(digits: digits, hasZone: false)
        case ("timestamp with time zone", ""), ("timestamp", "with time zone"):
            self = .timestamp(digits: digits, hasZone: true)
        case ("interval", ""): self = .interval(digits: digits)
        case ("time without time zone", ""), ("time", "without time zone"): self = .time(digits: digits)
        case ("bit", ""): self = .bits(limit: numbers.first ?? 1, isVarying: false)
        case ("bit varying", ""): self = .bits(limit: numbers.first, isVarying: true)
        case ("json", ""): self = .json(isBinary: false)
        case ("jsonb", ""): self = .json(isBinary: true)
        case ("uuid", ""): self = .uuid
        case ("inet", ""): self = .inet
        case ("real[]", ""): self = .realArray
        default: self = .other
        }
    }

    /// Whether values can be compared by `=`.
    var hasEquality: Bool { self != .json(isBinary: false) && self != .other }
}

extension String {
    /// The text without spaces at its ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
