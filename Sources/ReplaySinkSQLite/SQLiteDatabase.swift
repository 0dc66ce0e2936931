// SPDX-License-Identifier: Apache-2.0

#if SQLite
import CSQLite
import ChangeReplay

/// An open database file, used by one thread at a time.
@safe final class SQLiteDatabase {
    private let handle: OpaquePointer

    /// Opens a file, and makes it where it is missing.
    init(path: String, waiting milliseconds: Int32) throws(SinkError) {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(path, &handle, flags, nil)
        guard let handle = unsafe handle else { throw SinkError(.refused, "there is no memory for SQLite") }
        unsafe self.handle = unsafe handle
        guard code == SQLITE_OK else { throw error(code, "opening \(path)") }
        unsafe sqlite3_busy_timeout(handle, milliseconds)
    }

    deinit {
        // Statements that are still there are finished first by whoever holds them; v2 waits for them.
        unsafe sqlite3_close_v2(handle)
    }

    /// Rows that the last INSERT, UPDATE or DELETE took.
    var changes: Int { Int(unsafe sqlite3_changes64(handle)) }

    /// Whether a transaction is under way.
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// Runs statements without values and without rows.
    func execute(_ sql: String) throws(SinkError) {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, String(sql.prefix(60))) }
    }

    /// Reads a statement, to be run often.
    func prepare(_ sql: String) throws(SinkError) -> SQLiteStatement {
        var statement: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = unsafe sqlite3_prepare_v3(handle, sql, -1, flags, &statement, nil)
        guard code == SQLITE_OK, let statement = unsafe statement else { throw error(code, String(sql.prefix(60))) }
        return unsafe SQLiteStatement(statement, in: self)
    }

    /// What SQLite reports of its last call.
    func error(_ code: Int32, _ what: String) -> SinkError {
        let text = unsafe String(cString: sqlite3_errmsg(handle))
        let message = "\(what): \(text) (SQLite \(code))"
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: return SinkError(.contention, message)
        case SQLITE_FULL: return SinkError(.unavailable, message, advice: "free space on the target's disk")
        case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_PROTOCOL: return SinkError(.unavailable, message)
        case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH: return SinkError(.rejected, message)
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            return SinkError(.refused, message, advice: "make the file and its folder writable")
        case SQLITE_NOTADB, SQLITE_CORRUPT: return SinkError(.refused, message)
        default: return SinkError(.refused, message)
        }
    }
}
#endif
