// SPDX-License-Identifier: Apache-2.0

/// The rows of an answer, each decoded as a tuple.
public struct MySQLDecodedRows<each Value: MySQLDecodable>: AsyncSequence, Sendable {
    /// The values of one row.
    public typealias Element = (repeat each Value)
    /// What reading can fail with.
    public typealias Failure = MySQLError

    /// The rows as they come.
    public let rows: MySQLRows

    /// Begins, or goes on, to read.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(rows: rows.makeAsyncIterator())
    }

    /// Hands out tuples.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var rows: MySQLRows.AsyncIterator

        init(rows: MySQLRows.AsyncIterator) {
            self.rows = rows
        }

        /// The values of the next row; nil at the end.
        ///
        /// - Throws: an error of the server or of the connection, or ``MySQLError/Code/decoding``.
        public mutating func next() async throws(MySQLError) -> (repeat each Value)? {
            try await next(isolation: #isolation)
        }

        /// The values of the next row; nil at the end.
        ///
        /// - Throws: an error of the server or of the connection, or ``MySQLError/Code/decoding``.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(MySQLError) -> (repeat each Value)? {
            guard let row = try await rows.next(isolation: actor) else { return nil }
            let values: (repeat each Value) = try row.decode(repeat (each Value).self)
            return values
        }
    }
}
