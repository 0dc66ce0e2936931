// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import CPostgres

/// One answer of the server, held by libpq.
///
/// Safe to hold: it is freed here and never handed out. Not `Sendable`.
@safe
final class LibPQResult {
    /// What an answer is.
    enum Kind: Sendable, Hashable {
        /// A statement was done; it has rows or not.
        case done
        /// The server waits for the data of a COPY.
        case copyIn
        /// The place of a sync in a pipeline.
        case sync
        /// A statement of a pipeline that was skipped.
        case skipped
        /// A failure.
        case failed
    }

    private let handle: OpaquePointer

    /// Takes over an answer.
    @unsafe
    init(_ handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    deinit {
        unsafe PQclear(handle)
    }

    /// What it is.
    var kind: Kind {
        switch unsafe PQresultStatus(handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: .done
        case PGRES_COPY_IN: .copyIn
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_PIPELINE_ABORTED: .skipped
        default: .failed
        }
    }

    /// Rows that the statement inserted, changed, deleted or selected.
    var affectedRows: Int {
        unsafe Int(String(cString: PQcmdTuples(handle))) ?? 0
    }

    /// Whether the server rolled a transaction back.
    var isRollback: Bool { unsafe String(cString: PQcmdStatus(handle)) == "ROLLBACK" }

    /// The answer with its rows as text.
    var rows: PostgresRows {
        let columns = unsafe PQnfields(handle)
        var answer = PostgresRows()
        answer.command = unsafe String(cString: PQcmdStatus(handle))
        answer.affectedRows = affectedRows
        guard columns > 0 else { return answer }
        for column in 0..<columns {
            answer.columns.append(unsafe PQfname(handle, column).map { unsafe String(cString: $0) } ?? "")
        }
        for row in 0..<(unsafe PQntuples(handle)) {
            answer.rows.append(
                (0..<columns).map { column in
                    guard unsafe PQgetisnull(handle, row, column) == 0 else { return nil }
                    return unsafe PQgetvalue(handle, row, column).map { unsafe String(cString: $0) }
                }
            )
        }
        return answer
    }

    /// The failure that it tells of.
    func error(_ kind: PostgresError.Kind) -> PostgresError {
        // The letters are those of the protocol's ErrorResponse (PostgreSQL 15, section 55.8).
        let message = field("M") ?? oneLine(unsafe String(cString: PQresultErrorMessage(handle)))
        var error = PostgresError(kind, oneLine(message), sqlState: field("C").map { SQLState($0) })
        error.detail = field("D")
        error.table = field("t")
        error.column = field("c")
        error.constraint = field("n")
        return error
    }

    private func field(_ letter: Unicode.Scalar) -> String? {
        unsafe PQresultErrorField(handle, Int32(letter.value)).map { unsafe String(cString: $0) }
    }
}
#endif
