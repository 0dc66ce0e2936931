// SPDX-License-Identifier: Apache-2.0

/// One thing that was verified of a position.
public struct VerifiedCheck: Sendable, Hashable, Encodable {
    /// How it came out.
    public enum Outcome: String, Sendable, Hashable, Encodable {
        /// It is as it must be.
        case good
        /// It is to be looked at.
        case warning
        /// Replication must not begin there.
        case bad
        /// It could not be found out.
        case unknown
    }

    /// What was verified; the raw value is stable, for programs.
    public enum Subject: String, Sendable, Hashable, CaseIterable, Encodable {
        /// Whether the server is the one that wrote the position.
        case server
        /// Whether the server has the file.
        case file
        /// Whether the place is one where a transaction begins.
        case place
        /// Whether the event before the place is the one that was recorded.
        case event
        /// Whether the server still has what follows the GTIDs.
        case purged
        /// Whether the server has executed what the GTIDs hold.
        case foreign
        /// How long the server keeps what follows.
        case retention
        /// What the server logs, and what the account may do.
        case settings
        /// What the account of replication may do.
        case grants
        /// Whether the target can apply what the server logs.
        case target
        /// Whether a place of one log could be told for another, or in another way.
        case translation
        /// Whether the log ends behind a whole event and a whole transaction.
        case end
    }

    /// What was verified.
    public var subject: Subject
    /// How it came out.
    public var outcome: Outcome
    /// What was found, in a sentence without a full stop.
    public var message: String
    /// What to do about it.
    public var advice: String?

    /// Takes the parts.
    public init(_ subject: Subject, _ outcome: Outcome, _ message: String, advice: String? = nil) {
        self.subject = subject
        self.outcome = outcome
        self.message = message
        self.advice = advice
    }
}
