// SPDX-License-Identifier: Apache-2.0

#if SQLite
import CSQLite
import ChangeReplay

/// A statement that SQLite has read; values are bound from 1 on.
@safe final class SQLiteStatement {
    private let handle: OpaquePointer
    private let database: SQLiteDatabase

    init(_ handle: OpaquePointer, in database: SQLiteDatabase) {
        unsafe self.handle = unsafe handle
        self.database = database
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    // Extended codes, which the header computes: SQLITE_CONSTRAINT with a number above it.
    private static let primaryKey = SQLITE_CONSTRAINT | 6 << 8
    private static let unique = SQLITE_CONSTRAINT | 8 << 8
    private static let rowID = SQLITE_CONSTRAINT | 10 << 8

    /// How SQLite is told to copy what is bound.
    private static var copies: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    func bindNull(_ index: Int32) throws(SinkError) {
        try check(unsafe sqlite3_bind_null(handle, index))
    }

    func bind(_ value: Int64, _ index: Int32) throws(SinkError) {
        try check(unsafe sqlite3_bind_int64(handle, index, value))
    }

    func bind(_ value: Double, _ index: Int32) throws(SinkError) {
        try check(unsafe sqlite3_bind_double(handle, index, value))
    }

    /// Binds text in UTF-8.
    func bind(text: Span<UInt8>, _ index: Int32) throws(SinkError) {
        let code = unsafe text.withUnsafeBufferPointer { bytes in
            // Nothing has no address, and an address of nothing is NULL to SQLite.
            guard let base = bytes.baseAddress, bytes.count > 0 else {
                return unsafe sqlite3_bind_text(handle, index, "", 0, SQLiteStatement.copies)
            }
            return unsafe base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { chars in
                unsafe sqlite3_bind_text64(
                    handle,
                    index,
                    chars,
                    UInt64(bytes.count),
                    SQLiteStatement.copies,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
        try check(code)
    }

    /// Binds text.
    func bind(_ text: String, _ index: Int32) throws(SinkError) {
        let bytes = Array(text.utf8)
        try bind(text: bytes.span, index)
    }

    /// Binds bytes.
    func bind(bytes: Span<UInt8>, _ index: Int32) throws(SinkError) {
        let code = unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, bytes.count > 0 else {
                return unsafe sqlite3_bind_zeroblob(handle, index, 0)
            }
            return unsafe sqlite3_bind_blob64(handle, index, base, UInt64(bytes.count), SQLiteStatement.copies)
        }
        try check(code)
    }

    private func check(_ code: Int32) throws(SinkError) {
        guard code == SQLITE_OK else { throw database.error(code, "binding a value") }
    }

    /// Goes to the next row; false where there is none.
    func step() throws(SinkError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.error(code, unsafe String(String(cString: sqlite3_sql(handle)).prefix(60)))
        }
    }

    /// Runs it to its end and makes it ready for the next values; tells whether a unique key stood in the way.
    func run() throws(SinkError) -> Bool {
        defer { reset() }
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_DONE, SQLITE_ROW: return true
        case SQLiteStatement.unique, SQLiteStatement.primaryKey, SQLiteStatement.rowID: return false
        default: throw database.error(code, unsafe String(String(cString: sqlite3_sql(handle)).prefix(60)))
        }
    }

    /// Makes it ready for the next values.
    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

    func number(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    /// The text of a column; nil where it is NULL.
    func text(_ column: Int32) -> String? {
        guard let bytes = unsafe sqlite3_column_text(handle, column) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
#endif
