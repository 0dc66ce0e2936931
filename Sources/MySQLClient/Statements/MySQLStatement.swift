// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol

/// The text of a statement and the values for its places.
///
/// ```swift
/// let statement: MySQLStatement = "SELECT id FROM \(identifier: table) WHERE region = \(region)"
/// ```
///
/// Interpolation binds: a value becomes a `?` in the text and travels beside it. Names cannot be bound; they are quoted by
/// `\(identifier:)`, and `\(raw:)` pastes text as it is.
public struct MySQLStatement: Sendable, Hashable {
    /// The text, with `?` in each place.
    public var text: String
    /// The values, in the order of the places.
    public var parameters: [MySQLValue]

    /// Takes text with a `?` for each of the values.
    public init(text: String, parameters: [MySQLValue] = []) {
        self.text = text
        self.parameters = parameters
    }
}

extension MySQLStatement: ExpressibleByStringInterpolation {
    /// What a literal is put together in.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var parameters: [MySQLValue] = []

        /// Begins with nothing.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            parameters.reserveCapacity(interpolationCount)
        }

        /// Adds what stands between values, as it is.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some MySQLBindable) {
            text += "?"
            parameters.append(value.mySQLValue)
        }

        /// Binds a value, or NULL for nil.
        public mutating func appendInterpolation<Value: MySQLBindable>(_ value: Value?) {
            text += "?"
            parameters.append(value.mySQLValue)
        }

        /// Pastes text as it is: only for text that was made by the program and never by its input.
        public mutating func appendInterpolation(raw: String) { text += raw }

        /// Pastes a name, quoted by backticks.
        public mutating func appendInterpolation(identifier: String) {
            text += MySQLStatement.quoted(identifier: identifier)
        }
    }

    /// A statement without values.
    public init(stringLiteral: String) {
        self.init(text: stringLiteral)
    }

    /// A statement with its values.
    public init(stringInterpolation: StringInterpolation) {
        self.init(text: stringInterpolation.text, parameters: stringInterpolation.parameters)
    }

    /// A name in backticks, with those that it holds doubled.
    ///
    /// Source: MySQL 9.7 manual, "Schema Object Names".
    public static func quoted(identifier: String) -> String {
        var text = "`"
        for character in identifier.unicodeScalars {
            if character == "`" { text.unicodeScalars.append("`") }
            text.unicodeScalars.append(character)
        }
        return text + "`"
    }
}

extension MySQLStatement: CustomStringConvertible {
    /// The text; not the values.
    public var description: String { text }
}
