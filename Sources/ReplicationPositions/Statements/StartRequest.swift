// SPDX-License-Identifier: Apache-2.0

/// How replication is to be started, and where.
public struct StartRequest: Sendable, Hashable {
    /// By what the place is told to the server.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// By file and offset.
        case file
        /// By GTIDs.
        case gtid
    }

    /// The words of the server that is to replicate.
    public var dialect: ReplicationDialect
    /// The place, and whose log it is in.
    public var point: StartPoint
    /// By what the place is told; nil takes GTIDs where they are known and the server understands them.
    public var method: Method?
    /// Whether the stream is to be encrypted.
    public var usesTLS = true
    /// A file on the replica that holds who signed the source's certificate.
    public var certificateAuthority: String?
    /// For how many seconds transactions are to be held back.
    public var delay: UInt64 = 0
    /// MySQL by GTIDs: whether the server is told what its data holds; else it must know.
    public var setsPurged = false

    /// Takes what cannot be left out.
    public init(dialect: ReplicationDialect, point: StartPoint) {
        self.dialect = dialect
        self.point = point
    }
}

/// Why there are no statements for a request.
public struct StartStatementError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is missing or impossible, and what to do.
    public var description: String

    /// Says what is missing or impossible.
    public init(_ description: String) {
        self.description = description
    }
}
