// SPDX-License-Identifier: Apache-2.0

/// Why the target did not do what it was asked for.
public struct SinkError: Error, Sendable {
    /// What kind of failure it is, and so what the engine does.
    public enum Code: String, Sendable, Hashable {
        /// The target cannot be reached, or not for now (no connection, shutting down, disk full, read-only): the engine waits
        /// and does the transaction again in a new session.
        case unavailable
        /// The session is gone and nobody can tell whether the commit happened: the engine reads the checkpoints.
        case outcomeUnknown
        /// Another session's lock stood in the way (deadlock, lock wait, busy): the engine does the transaction again.
        case contention
        /// A value or a row was refused: the error policy decides.
        case rejected
        /// Tables are not as they must be: the run stops.
        case schema
        /// The table belongs to another task, or another table of the source: the run stops.
        case claimed
        /// The target can never be used like this (no privilege, wrong password, unknown file): the run stops.
        case refused
    }

    /// What kind of failure it is.
    public var code: Code
    /// What happened, in a sentence without a full stop; no values of rows and no passwords.
    public var message: String
    /// What to do about it, where that is known.
    public var advice: String?
    /// The change that was refused, as an index of the batch.
    public var change: Int?
    /// What the driver reported.
    public var underlying: (any Error)?

    /// Says what happened.
    public init(
        _ code: Code,
        _ message: String,
        advice: String? = nil,
        change: Int? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.advice = advice
        self.change = change
        self.underlying = underlying
    }
}

extension SinkError: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String { message + (advice.map { "; \($0)" } ?? "") }
}
