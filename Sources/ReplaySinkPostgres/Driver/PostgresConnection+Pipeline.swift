// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import MySQLTypes

extension PostgresConnection {
    /// What a server said to one thing that was queued in a pipeline.
    package enum Answer: Sendable, Hashable {
        /// The statement was done and touched so many rows.
        case done(affectedRows: Int)
        /// The transaction was rolled back, whatever was asked for: a COMMIT of one that failed does that.
        case rolledBack
        /// The server refused the statement; what follows up to the next sync is skipped.
        case refused(PostgresError)
        /// The statement was skipped, for one before it was refused.
        case skipped
        /// A sync.
        case synced
    }

    /// Queues the preparing of a statement.
    ///
    /// - Throws: ``PostgresError``.
    package func queue(preparing name: String, _ sql: String, types: [UInt32] = []) throws(PostgresError) {
        try checkOpen()
        guard library.sendPrepare(name, sql, types: types) else { throw close(.disconnected) }
        try sendQueued(adding: sql.utf8.count)
    }

    /// Queues a prepared statement.
    ///
    /// - Throws: ``PostgresError``.
    package func queue(
        prepared name: String,
        _ parameters: borrowing PostgresParameters = PostgresParameters()
    ) throws(PostgresError) {
        try checkOpen()
        guard library.sendPrepared(name, parameters) else { throw close(.disconnected) }
        try sendQueued(adding: parameters.bytes.count + 64)
    }

    /// Queues a statement.
    ///
    /// - Throws: ``PostgresError``.
    package func queue(
        _ sql: String,
        _ parameters: borrowing PostgresParameters = PostgresParameters()
    ) throws(PostgresError) {
        try checkOpen()
        guard library.send(sql, parameters) else { throw close(.disconnected) }
        try sendQueued(adding: sql.utf8.count + parameters.bytes.count)
    }

    /// Queues the end of a part of the pipeline, and sends everything; a part that opens no transaction is one.
    ///
    /// - Throws: ``PostgresError``.
    package func sync() throws(PostgresError) {
        try checkOpen()
        guard library.sendSync() else { throw close(.disconnected) }
        try sendQueued(adding: 5, atOnce: true)
    }

    /// The next answer, in the order of queueing.
    ///
    /// - Throws: ``PostgresError`` where the connection ends.
    package func nextAnswer() throws(PostgresError) -> Answer {
        try checkOpen()
        var answer: Answer?
        // Every statement's answers end with none; a sync is one answer.
        while let result = try nextResult() {
            switch result.kind {
            case .sync: return .synced
            case .done: answer = result.isRollback ? .rolledBack : .done(affectedRows: result.affectedRows)
            case .skipped: answer = .skipped
            case .failed:
                let error = failure(result)
                if error.endsConnection { throw error }
                answer = .refused(error)
            case .copyIn: throw close(PostgresError(.unexpectedAnswer, "the server asks for the data of a COPY"))
            }
        }
        guard let answer else { throw close(.disconnected) }
        return answer
    }
}
#endif
