// SPDX-License-Identifier: Apache-2.0

/// Why a value of a row was not decoded.
public struct DecodingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong with it.
    public enum Reason: Sendable, Hashable {
        /// It is NULL, and the type has nothing for it.
        case null
        /// It is no value of the type.
        case mismatch
        /// The row has fewer columns than were asked for.
        case noSuchColumn
        /// The row is not laid out as rows are.
        case malformed
    }

    /// The place of the column, counted from 0.
    public var column: Int
    /// The name of the column; empty where there is none.
    public var name: String
    /// The place of the row in its result, counted from 0.
    public var row: Int
    /// The type that was asked for.
    public var type: String
    /// What was wrong with it.
    public var reason: Reason

    /// Which column of which row, and what was wrong; never the value.
    public var description: String {
        let what =
            switch reason {
            case .null: "is NULL and not \(type); ask for \(type)?"
            case .mismatch: "is no \(type)"
            case .noSuchColumn: "is not there: the result has fewer columns"
            case .malformed: "is not laid out as values are"
            }
        return "column \(column)\(name.isEmpty ? "" : " (\(name))") of row \(row) \(what)"
    }
}
