// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
public import MySQLTypes

/// Why a replay stopped: what happened, at which place of the source's log, and what to do.
///
/// What was committed before it stays, with its checkpoint; nothing of the transaction at that place does.
public struct ReplayError: Error, Sendable {
    /// What kind of failure it is; more codes may come.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Name: String {
            case source, target, schema, value, conflict, statement, checkpoint, usage, stopped
        }

        private let name: Name

        private init(_ name: Name) {
            self.name = name
        }

        /// The source's log could not be read; ``ReplayError/underlying`` tells more.
        public static let source = Code(.source)
        /// The target refused, or is gone.
        public static let target = Code(.target)
        /// The tables of source and target do not fit each other.
        public static let schema = Code(.schema)
        /// A value has no equal in the target.
        public static let value = Code(.value)
        /// A row is not in the target as the source had it.
        public static let conflict = Code(.conflict)
        /// A statement stands in the log that cannot be replayed.
        public static let statement = Code(.statement)
        /// The target's checkpoint does not go with what was asked for.
        public static let checkpoint = Code(.checkpoint)
        /// What was asked for contradicts itself.
        public static let usage = Code(.usage)
        /// The run was asked to stop.
        public static let stopped = Code(.stopped)

        /// The name of the code.
        public var description: String { name.rawValue }
    }

    /// What kind of failure it is.
    public var code: Code
    /// What happened, in a sentence without a full stop; no values of rows.
    public var message: String
    /// What to do about it, where that is known.
    public var advice: String?
    /// The place in the source's log that it belongs to.
    public var position: BinlogFilePosition?
    /// What a lower floor reported.
    public var underlying: (any Error)?

    /// Says what happened.
    public init(
        _ code: Code,
        _ message: String,
        advice: String? = nil,
        at position: BinlogFilePosition? = nil,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.advice = advice
        self.position = position
        self.underlying = underlying
    }

    /// Takes a failure of the source.
    init(_ error: ReplicationError) {
        self.init(.source, error.message, advice: error.advice, at: error.position, underlying: error)
    }

    /// The same failure with the place filled in where none was known.
    func at(_ place: BinlogFilePosition?) -> ReplayError {
        var error = self
        if error.position == nil { error.position = place }
        return error
    }
}

extension ReplayError: CustomStringConvertible {
    /// The place, what happened, and what to do.
    public var description: String {
        var text = position.map { "at \($0): " } ?? ""
        text += message
        if let advice { text += "; \(advice)" }
        return text
    }
}
