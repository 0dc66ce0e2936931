// SPDX-License-Identifier: Apache-2.0

/// The number of a collation: how text is ordered, and thereby its character set.
///
/// A number without a known character set is a value too: its text is kept as bytes.
/// Numbers 1024 to 2047 are MariaDB's NOPAD collations here; on MySQL, where an administrator can define collations
/// with such numbers, `information_schema.collations` is the better source for them.
///
/// Source: `information_schema.collations` of MySQL 9.7, MariaDB 10.11 and 11.8.
public struct Collation: RawRepresentable, Sendable, Hashable {
    /// The number as sent.
    public let rawValue: UInt32

    /// Takes the number as received.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The collation of BINARY, VARBINARY, BLOB and of everything that is no text.
    public static let binary = Collation(rawValue: 63)
    /// The collation `utf8mb4_general_ci`, which every server since 5.5 knows.
    public static let utf8mb4GeneralCI = Collation(rawValue: 45)

    /// Whether values of this collation are bytes and not text.
    public var isBinary: Bool { self == .binary }

    /// The set that text of this collation is written in, or nil for a number that is not known.
    ///
    /// Complexity: O(1).
    public var characterSet: CharacterSet? {
        let sets = Collation.characterSets
        guard let index = Int(exactly: rawValue), index < sets.count else { return nil }
        return sets[index]
    }

    /// The set of each number.
    private static let characterSets: [CharacterSet?] = {
        var sets: [CharacterSet?] = []
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let name = words.first, let set = CharacterSet(name: String(name)) else { continue }
            for word in words.dropFirst() {
                let ends = word.split(separator: "-").compactMap { Int($0) }
                guard let first = ends.first, let last = ends.last, first <= last else { continue }
                if sets.count <= last { sets.append(contentsOf: repeatElement(nil, count: last + 1 - sets.count)) }
                for number in first...last { sets[number] = set }
            }
        }
        return sets
    }()
}
