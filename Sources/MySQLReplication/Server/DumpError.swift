// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// What a server's refusal to send its log, or to go on sending it, means.
///
/// Servers answer a dump with error 1236 for almost everything and tell the causes apart only by their text.
///
/// Source: MySQL 9.7, `sql/rpl_binlog_sender.cc`, `Binlog_sender`; MariaDB 11.8, `sql/sql_repl.cc`, `mysql_binlog_send`.
public struct DumpError: Error, Sendable, Hashable {
    /// Why the server refused.
    public enum Cause: Sendable, Hashable {
        /// The file is not in the server's index: it was purged, or never was.
        case fileNotFound(file: String?)
        /// The position lies behind the end of its file.
        case positionBeyondEnd(file: String?)
        /// The position lies before the first event of a file.
        case positionBeforeFirstEvent
        /// An event would be longer than the server may send; most often the position lies inside an event.
        case eventTooLong(at: BinlogFilePosition?)
        /// The file ends within an event, or the position lies inside one.
        case truncatedEvent(at: BinlogFilePosition?)
        /// The very first event cannot be read: the position lies inside an event.
        case positionInsideEvent(at: BinlogFilePosition)
        /// The server cannot read its own log.
        case damagedLog(at: BinlogFilePosition?)
        /// We did not say that we understand checksums.
        case checksumNotAccepted
        /// Transactions that we lack were purged; the set where the server names it.
        case purgedGTIDs(missing: GTIDSet?)
        /// The place of our MariaDB GTID position was purged.
        case gtidStateTooOld
        /// We have transactions that the server does not have.
        case replicaAhead(surplus: GTIDSet?)
        /// Our MariaDB GTID is not in the server's log; `diverged` where the server has later ones of that domain.
        case gtidNotInLog(gtid: MariaDBGTID?, diverged: Bool)
        /// Our MariaDB GTID is missing from the log, although later ones are there, and strict mode forbids the hole.
        case gtidHole(gtid: MariaDBGTID?)
        /// Starting by GTID needs `gtid_mode=ON`; the mode where the server names it.
        case gtidModeOff(mode: String?)
        /// A transaction without GTID cannot be sent to who started by GTID.
        case anonymousTransaction(at: BinlogFilePosition?)
        /// A transaction with GTID cannot be sent while `gtid_mode=OFF`.
        case unexpectedGTID(at: BinlogFilePosition?)
        /// The GTID set or position that we sent is malformed.
        case malformedGTIDs
        /// Another replica with our id or UUID connected.
        case duplicateReplica
        /// The server writes no binary log.
        case logNotOpen
        /// The server's own id is 0.
        case sourceServerIDZero
        /// The file that follows is gone.
        case nextFileMissing
        /// The account lacks a privilege; its name where the server tells it.
        case missingPrivilege(name: String?)
        /// User or password are wrong, or the account may not log in from here.
        case accessDenied
        /// The connection was ended by an administrator or by a limit of time.
        case interrupted
        /// The server shuts down.
        case shutdown
        /// The server has no room for another connection, or lacks memory.
        case overloaded
        /// The connection broke while packets were under way.
        case transport
        /// A refusal that is not known.
        case other
    }

    /// What can be done about a refusal.
    public enum Disposition: Sendable, Hashable {
        /// Connecting again from the last whole transaction can help.
        case retry
        /// Somebody must change something first.
        case fatal
        /// The place to go on from is gone: going on anywhere else would leave out transactions.
        case positionLost
    }

    /// Why the server refused.
    public var cause: Cause
    /// The server's error number.
    public var number: UInt16
    /// The five characters of SQLSTATE, where the server sent them.
    public var sqlState: String?
    /// The server's own text.
    public var message: String

    /// Takes a cause that is known.
    public init(cause: Cause, number: UInt16, sqlState: String? = nil, message: String) {
        self.cause = cause
        self.number = number
        self.sqlState = sqlState
        self.message = message
    }

    /// What can be done about it.
    public var disposition: Disposition {
        switch cause {
        case .fileNotFound, .purgedGTIDs, .gtidStateTooOld, .nextFileMissing: .positionLost
        case .interrupted, .shutdown, .overloaded, .transport: .retry
        default: .fatal
        }
    }
}

extension DumpError: CustomStringConvertible {
    /// The server's text with its number, and what to do.
    public var description: String {
        "error \(number): \(message)" + (advice.map { "; " + $0 } ?? "")
    }
}

extension DumpError.Cause {
    /// The code of the operation's error.
    var code: ReplicationError.Code {
        switch self {
        case .fileNotFound, .purgedGTIDs, .gtidStateTooOld, .nextFileMissing: .positionLost
        case .positionBeyondEnd, .positionBeforeFirstEvent, .positionInsideEvent, .eventTooLong, .truncatedEvent,
            .malformedGTIDs:
            .positionInvalid
        case .replicaAhead, .gtidNotInLog, .gtidHole: .wrongServer
        case .gtidModeOff, .anonymousTransaction, .unexpectedGTID, .logNotOpen, .sourceServerIDZero:
            .serverConfiguration
        case .duplicateReplica: .duplicateReplica
        case .missingPrivilege, .accessDenied: .missingPrivilege
        case .interrupted, .shutdown, .overloaded, .transport: .connection
        case .damagedLog, .checksumNotAccepted, .other: .refusedByServer
        }
    }
}
