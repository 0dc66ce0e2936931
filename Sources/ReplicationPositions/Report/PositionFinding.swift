// SPDX-License-Identifier: Apache-2.0

/// What was noticed about a position that people are about to use.
public struct PositionFinding: Sendable, Hashable, Encodable {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, Encodable {
        /// Going on like this loses or doubles transactions, or nothing proves that it does not.
        case wrong
        /// Something to be looked at before going on.
        case warning
        /// Good to know.
        case note
    }

    /// What was noticed; the raw value is stable, for programs.
    public enum Code: String, Sendable, Hashable, CaseIterable, Encodable {
        /// The executed offset stands beside the received file: they are halves of different pairs.
        case executedWithoutFile = "executed-without-file"
        /// The executed file stands without its offset.
        case executedWithoutOffset = "executed-without-offset"
        /// Only what had come is told, not what was executed.
        case receivedOnly = "received-only"
        /// Received and executed file differ, so that mixing the pairs points to another place.
        case filesDiffer = "files-differ"
        /// More had come than was executed.
        case receivedAhead = "received-ahead"
        /// The applier was running: the place moved on.
        case applierRunning = "applier-running"
        /// The text does not tell whether the applier was running.
        case applierUnknown = "applier-unknown"
        /// An error stopped the applier.
        case applierFailed = "applier-failed"
        /// Workers were stopped in the middle of things.
        case possibleGaps = "possible-gaps"
        /// The receiver is not connected.
        case receiverFailed = "receiver-failed"
        /// GTIDs are there, and replication does without them.
        case gtidUnused = "gtid-unused"
        /// A GTID position tells what had come, not what was executed.
        case gtidOnlyReceived = "gtid-only-received"
        /// A GTID text is cut or damaged.
        case gtidUnreadable = "gtid-unreadable"
        /// The GTID position is that of all connections together.
        case gtidOfAllConnections = "gtid-of-all-connections"
        /// The replica is behind on purpose.
        case delayed
        /// Replication was to end at a place.
        case until
        /// The replica leaves out databases or tables.
        case filtered
        /// Events are being skipped.
        case skipping
        /// The stream is not encrypted.
        case plainText = "plain-text"
        /// A lag of 0 seconds is no proof.
        case secondsAreNoProof = "seconds-are-no-proof"
        /// The offset is beyond what a dump by file can begin at.
        case beyond4GiB = "beyond-4-gib"
        /// Replication was configured, and has not begun.
        case neverStarted = "never-started"
        /// Logs must be kept on the server that the place belongs to.
        case retention
        /// The place is in the log of the server that was asked, not in that of its source.
        case ownLog = "own-log"
        /// Nothing tells that the server stood still at that moment.
        case momentUnknown = "moment-unknown"
        /// Loading the dump runs the statement.
        case activeStatement = "active-statement"
        /// Places in two servers' logs are told.
        case twoLogs = "two-logs"
        /// No place is told.
        case noPosition = "no-position"
    }

    /// How much it matters.
    public var severity: Severity
    /// What was noticed.
    public var code: Code
    /// What it means here, in a sentence without a full stop.
    public var message: String
    /// What to do about it.
    public var advice: String?

    /// Takes the parts.
    public init(_ severity: Severity, _ code: Code, _ message: String, advice: String? = nil) {
        self.severity = severity
        self.code = code
        self.message = message
        self.advice = advice
    }
}
