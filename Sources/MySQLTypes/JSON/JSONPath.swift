// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The place of one value in a JSON document: `$.b[1]`, `$."a b".c`, `$[last]`.
///
/// ```swift
/// let path = try JSONPath(Array("$.b[1]".utf8).span)
/// // path.legs == [.member(Array("b".utf8)), .element(1)]
/// ```
///
/// Wildcards, ranges and `**` name many places; they cannot stand in a diff and are refused.
///
/// Source: MySQL 9.7, `sql-common/json_path.cc`, `parse_path_leg`, `Json_path_leg::to_string`.
public struct JSONPath: Sendable, Hashable {
    /// One step from a value to one inside it.
    public enum Leg: Sendable, Hashable {
        /// The member of an object with this key (utf8mb4).
        case member([UInt8])
        /// An element of an array, counted from 0.
        case element(UInt32)
        /// An element of an array, counted from 0 backwards from the last: `[last]`, `[last-1]`.
        case elementFromEnd(UInt32)
    }

    /// The steps from the document as a whole; none for `$`.
    public var legs: [Leg]

    /// Takes the steps as they are.
    public init(legs: [Leg]) {
        self.legs = legs
    }

    /// Reads the text of a path.
    ///
    /// - Parameter text: The path, from `$` to its end.
    /// - Throws: `WireError` at the byte that cannot stand there.
    public init(_ text: Span<UInt8>) throws(WireError) {
        var parser = JSONPathParser(text)
        legs = try parser.path()
    }

    /// Writes the path as the server does, with keys quoted unless they are plain ASCII identifiers.
    public func write(to text: inout TextWriter) {
        text.append(UInt8(ascii: "$"))
        for leg in legs {
            switch leg {
            case .member(let key):
                text.append(UInt8(ascii: "."))
                if Self.isIdentifier(key) {
                    text.append(copying: key.span)
                } else {
                    text.append(quoted: key.span)
                }
            case .element(let index):
                text.append(UInt8(ascii: "["))
                text.append(UInt64(index))
                text.append(UInt8(ascii: "]"))
            case .elementFromEnd(let index):
                text.append("[last")
                if index > 0 {
                    text.append(UInt8(ascii: "-"))
                    text.append(UInt64(index))
                }
                text.append(UInt8(ascii: "]"))
            }
        }
    }

    private static func isIdentifier(_ key: [UInt8]) -> Bool {
        guard let first = key.first, !isDigit(first) else { return false }
        return key.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "_"), UInt8(ascii: "$"): true
            default: isDigit(byte)
            }
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}

extension JSONPath: CustomStringConvertible {
    /// The path as text; bytes that are not UTF-8 are replaced.
    public var description: String {
        var text = TextWriter()
        write(to: &text)
        return text.string
    }
}
