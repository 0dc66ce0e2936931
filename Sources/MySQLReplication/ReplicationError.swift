// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// Why a replication stream stopped, or did not begin: what happened, where, and what to do.
///
/// ```swift
/// do {
///     try await follow(source)
/// } catch let error as ReplicationError where error.code == .positionLost {
///     print(error)  // names the file or the GTIDs that are gone
/// }
/// ```
///
/// What a lower floor reported is kept as it was in ``underlying``.
public struct ReplicationError: Error, Sendable {
    /// What kind of failure it is; more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Name: String {
            case connection, decoding, refusedByServer, positionLost, positionInvalid, wrongServer, duplicateReplica
            case serverConfiguration, missingPrivilege, schemaMismatch, schemaChangedLater, schemaUnknown
            case limitExceeded, usage, cancelled, storage
        }

        private let name: Name

        private init(_ name: Name) {
            self.name = name
        }

        /// The connection could not be made or was lost; ``ReplicationError/underlying`` tells how.
        public static let connection = Code(.connection)
        /// An event could not be read; ``ReplicationError/underlying`` is a `BinlogError`.
        public static let decoding = Code(.decoding)
        /// The server refused for a reason that has no code of its own; see ``ReplicationError/dump``.
        public static let refusedByServer = Code(.refusedByServer)
        /// The place to go on from is no longer in the server's log: transactions would be missing.
        public static let positionLost = Code(.positionLost)
        /// The place to begin at is none where an event begins, or none in this server's log.
        public static let positionInvalid = Code(.positionInvalid)
        /// Another server answers than the one that the position belongs to.
        public static let wrongServer = Code(.wrongServer)
        /// Another replica with our id or UUID took the stream over.
        public static let duplicateReplica = Code(.duplicateReplica)
        /// The server is set up so that its log cannot be followed.
        public static let serverConfiguration = Code(.serverConfiguration)
        /// The account lacks a privilege.
        public static let missingPrivilege = Code(.missingPrivilege)
        /// A table is not what its description says.
        public static let schemaMismatch = Code(.schemaMismatch)
        /// A table was changed behind the event, so that its present description does not tell what it was.
        public static let schemaChangedLater = Code(.schemaChangedLater)
        /// The server does not describe a table.
        public static let schemaUnknown = Code(.schemaUnknown)
        /// A limit of ours was reached; the message names it.
        public static let limitExceeded = Code(.limitExceeded)
        /// What was asked for contradicts itself, or is not possible with this server.
        public static let usage = Code(.usage)
        /// The task was cancelled.
        public static let cancelled = Code(.cancelled)
        /// The operating system refused what is needed to hold a transaction.
        public static let storage = Code(.storage)

        /// The name of the code.
        public var description: String { name.rawValue }
    }

    /// What kind of failure it is.
    public var code: Code
    /// What happened, in a sentence without a full stop.
    public var message: String
    /// What to do about it, where that is known.
    public var advice: String?
    /// The server, as it was addressed.
    public var source: String?
    /// The place in the server's log that the failure belongs to.
    public var position: BinlogFilePosition?
    /// What the server's refusal of a dump means.
    public var dump: DumpError?
    /// What a lower floor reported: a `BinlogError` or an error of the connection.
    public var underlying: (any Error)?

    /// Says what happened; the rest can be set afterwards.
    public init(
        _ code: Code,
        _ message: String,
        advice: String? = nil,
        source: String? = nil,
        at position: BinlogFilePosition? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.advice = advice
        self.source = source
        self.position = position
        self.underlying = underlying
    }

    /// Says what the server's refusal of a dump means.
    public init(_ dump: DumpError, source: String? = nil, at position: BinlogFilePosition? = nil) {
        self.init(dump.cause.code, dump.message, advice: dump.advice, source: source, at: position)
        self.dump = dump
    }

    /// The same failure with the place filled in where none was known.
    public func at(_ position: BinlogFilePosition?, source: String? = nil) -> ReplicationError {
        var error = self
        if error.position == nil { error.position = position }
        if error.source == nil { error.source = source }
        return error
    }

    /// Whether connecting again, from the last whole transaction, can help.
    public var isRetryable: Bool {
        if let dump { return dump.disposition == .retry }
        return code == .connection
    }
}

extension ReplicationError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Where it happened, what happened, and what to do.
    public var description: String {
        var text = ""
        // Who could not be reached is named once.
        if let source, !message.contains(source) { text += source + ": " }
        if let position { text += "\(position): " }
        text += message
        guard let advice else { return text }
        // Servers end what they say with a full stop, or do not.
        if text.hasSuffix(".") { text.removeLast() }
        text += "; " + advice
        return text
    }

    /// The description with the code and what a lower floor reported.
    public var debugDescription: String {
        var text = "\(code): \(description)"
        if let dump { text += " [server error \(dump.number)" + (dump.sqlState.map { ", \($0)" } ?? "") + "]" }
        if let underlying { text += " [\(underlying)]" }
        return text
    }
}
