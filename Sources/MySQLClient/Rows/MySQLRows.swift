// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol

/// The rows of an answer as they come from the server, and the answers behind it.
///
/// ```swift
/// for try await row in rows { print(try row.decode(String.self, at: 0)) }
/// ```
///
/// Rows are read as they are asked for; a server that is faster waits. They can be read once. The next command of the
/// connection drops what was not read.
public struct MySQLRows: AsyncSequence, Sendable {
    /// One row.
    public typealias Element = MySQLRow
    /// What reading can fail with.
    public typealias Failure = MySQLError

    /// What the server tells of the columns; empty where the answer has no rows.
    public let columns: [ColumnDefinition]
    /// What the server said at the end, where the answer has no rows; nil where rows come first.
    public let summary: ExecutionSummary?
    private let connection: MySQLConnection
    private let ticket: UInt64

    /// Takes the head of an answer.
    init(connection: MySQLConnection, conversation: Conversation, ticket: UInt64) {
        self.connection = connection
        self.ticket = ticket
        columns = conversation.shape.columns
        summary = conversation.place == .rows ? nil : ExecutionSummary(conversation.end)
    }

    /// Begins, or goes on, to read.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(connection: connection, ticket: summary == nil ? ticket : nil)
    }

    /// Hands out rows, a read of the socket at a time.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let connection: MySQLConnection
        private let ticket: UInt64?
        private var chunk: RowChunk?
        private var isOver = false

        init(connection: MySQLConnection, ticket: UInt64?) {
            self.connection = connection
            self.ticket = ticket
        }

        /// The next row; nil at the end.
        ///
        /// - Throws: an error of the server or of the connection.
        public mutating func next() async throws(MySQLError) -> MySQLRow? {
            try await next(isolation: #isolation)
        }

        /// The next row; nil at the end.
        ///
        /// - Throws: an error of the server or of the connection.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(MySQLError) -> MySQLRow? {
            while true {
                if let row = try chunk?.next() { return row }
                guard let ticket, !isOver else { return nil }
                chunk = try await connection.nextChunk(ticket)
                isOver = chunk?.isLast ?? true
            }
        }
    }

    /// Reads on to the end of this answer, drops its rows, and tells what the server said of it.
    ///
    /// - Throws: an error of the server or of the connection.
    public func finish() async throws(MySQLError) -> ExecutionSummary {
        if let summary { return summary }
        return try await connection.skipRows(ticket)
    }

    /// The answer behind this one, whose unread rows are dropped; nil if it was the last.
    ///
    /// Procedures and statements that are sent together have several.
    ///
    /// - Throws: an error of the server or of the connection.
    public func nextResult() async throws(MySQLError) -> MySQLRows? {
        try await connection.nextResult(ticket)
    }

    /// All rows that are left.
    ///
    /// - Parameter limit: the most rows that are taken into memory.
    /// - Returns: the rows, in order.
    /// - Throws: an error of the server or of the connection, or ``MySQLError/Code/limitExceeded``.
    public func collect(limit: Int = 100_000) async throws(MySQLError) -> [MySQLRow] {
        var rows: [MySQLRow] = []
        var iterator = makeAsyncIterator()
        while let row = try await iterator.next() {
            guard rows.count < limit else {
                throw MySQLError(.limitExceeded, outcome: .ran, detail: "more than \(limit) rows (limit) to collect")
            }
            rows.append(row)
        }
        return rows
    }

    /// The rows, each decoded as a tuple of these types.
    public func decode<each Value: MySQLDecodable>(
        _ types: repeat (each Value).Type
    ) -> MySQLDecodedRows<repeat each Value> {
        MySQLDecodedRows(rows: self)
    }
}
