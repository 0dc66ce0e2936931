// SPDX-License-Identifier: Apache-2.0

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

    /// Puts the parts together.
    public init(source: SourceIdentity, file: BinlogFilePosition, executed: ExecutedGTIDs? = nil) {
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

extension ExecutedGTIDs: CustomStringConvertible {
    /// The set or position as servers write it, without line breaks.
    public var description: String {
        switch self {
        case .mysql(let set): set.description
        case .mariaDB(let position): position.description
        }
    }
}
