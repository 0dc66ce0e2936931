// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes

/// Where a stream goes on: behind the last whole transaction that was handed over.
///
/// The file and the offset are exact on the server they came from, the GTIDs on every server of the same topology.
public struct ResumePoint: Sendable, Hashable {
    /// The server that it was read from.
    public var source: SourceIdentity
    /// The place behind the transaction in that server's log.
    public var file: BinlogFilePosition
    /// What was handed over and everything before it; nil where the server logs no GTIDs, or where the stream began within a
    /// file and has not seen the head of another yet.
    public var executed: ExecutedGTIDs?
    /// The last event before ``file``, by which a server without UUID is known again; nil where none was seen, or it stands in
    /// another file.
    public var mark: EventMark?

    /// Puts the parts together.
    public init(
        source: SourceIdentity,
        file: BinlogFilePosition,
        executed: ExecutedGTIDs? = nil,
        mark: EventMark? = nil
    ) {
        self.mark = mark
        self.source = source
        self.file = file
        self.executed = executed
    }
}

/// The transactions that were handed over, with all that came before the stream began.
public enum ExecutedGTIDs: Sendable, Hashable {
    /// MySQL's set.
    case mysql(GTIDSet)
    /// MariaDB's position.
    case mariaDB(MariaDBGTIDPosition)
}

extension ExecutedGTIDs {
    /// Adds a transaction that was handed over whole; one of the other family changes nothing.
    public mutating func insert(_ gtid: TransactionIdentity) {
        switch (self, gtid) {
        case (.mysql(var set), .mysql(let gtid)):
            // The set is taken out while it grows, so that it is not copied.
            self = .mysql(GTIDSet())
            set.insert(gtid)
            self = .mysql(set)
        case (.mariaDB(var position), .mariaDB(let gtid)):
            self = .mariaDB(MariaDBGTIDPosition())
            position.advance(to: gtid)
            self = .mariaDB(position)
        default: break
        }
    }
}

extension ExecutedGTIDs: CustomStringConvertible {
    /// The set or position as servers write it, without line breaks.
    public var description: String {
        switch self {
        case .mysql(let set): set.description
        case .mariaDB(let position): position.description
        }
    }
}
