// SPDX-License-Identifier: Apache-2.0

/// PostgreSQL's five-character code of an error.
///
/// Source: PostgreSQL 15, appendix A.
public struct SQLState: Sendable, Hashable, CustomStringConvertible {
    /// The five characters.
    public let code: String

    /// Takes the five characters.
    public init(_ code: String) {
        self.code = code
    }

    /// The first two characters, which tell the class.
    public var category: Substring { code.prefix(2) }

    /// A row with such a key exists (`unique_violation`).
    public static let uniqueViolation = SQLState("23505")
    /// A row that is referred to does not exist, or is still referred to (`foreign_key_violation`).
    public static let foreignKeyViolation = SQLState("23503")
    /// The statement was cancelled, by a client or by `statement_timeout` (`query_canceled`).
    public static let queryCancelled = SQLState("57014")
    /// Two transactions waited for each other (`deadlock_detected`).
    public static let deadlock = SQLState("40P01")
    /// A lock was not to be had within `lock_timeout` (`lock_not_available`).
    public static let lockNotAvailable = SQLState("55P03")
    /// The transaction cannot be made to look as if it ran alone (`serialization_failure`).
    public static let serializationFailure = SQLState("40001")
    /// The server accepts no writes (`read_only_sql_transaction`).
    public static let readOnly = SQLState("25006")
    /// The disk is full (`disk_full`).
    public static let diskFull = SQLState("53100")

    /// Whether the same transaction may succeed if it is tried again at once.
    public var isTransient: Bool { [.deadlock, .lockNotAvailable, .serializationFailure].contains(self) }

    /// The five characters.
    public var description: String { code }
}
