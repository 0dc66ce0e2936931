// SPDX-License-Identifier: Apache-2.0

#if SQLite
import ChangeReplay
import MySQLTypes

/// Values as SQLite takes them (docs/TYPE-MAPPING.md).
enum SQLiteBinding {
    /// Binds a value; `keepsText` says that the column takes text as it is, whatever it looks like.
    static func bind(
        _ value: ChangeValue,
        in batch: borrowing ChangeBatch,
        to statement: SQLiteStatement,
        _ index: Int32,
        keepsText: Bool
    ) throws(SinkError) {
        switch value {
        case .absent, .null: try statement.bindNull(index)
        case .signed(let value): try statement.bind(value, index)
        case .unsigned(let value): try bind(value, to: statement, index, keepsText)
        case .bits(let value): try bind(value.value, to: statement, index, keepsText)
        case .year(let value): try statement.bind(Int64(value), index)
        case .float(let value): try bind(Double(value), to: statement, index)
        case .double(let value): try bind(value, to: statement, index)
        case .decimal(let range), .text(let range), .json(let range), .enumeration(_, label: let range),
            .set(_, labels: let range):
            try statement.bind(text: batch.bytes(range), index)
        case .bytes(let range), .geometry(let range), .vector(let range):
            try statement.bind(bytes: batch.bytes(range), index)
        case .date(let value):
            var text = TextWriter()
            value.write(to: &text)
            try statement.bind(text: text.span, index)
        case .time(let value):
            var text = TextWriter()
            value.write(to: &text)
            try statement.bind(text: text.span, index)
        case .dateTime(let value):
            var text = TextWriter()
            value.write(to: &text)
            try statement.bind(text: text.span, index)
        case .timestamp(let value):
            var text = TextWriter()
            value.write(to: &text)
            try statement.bind(text: text.span, index)
        }
    }

    /// Binds a number; SQLite would make NULL of one that is none.
    private static func bind(_ value: Double, to statement: SQLiteStatement, _ index: Int32) throws(SinkError) {
        guard !value.isNaN else { throw SinkError(.rejected, "SQLite has no NaN") }
        try statement.bind(value, index)
    }

    private static func bind(
        _ value: UInt64,
        to statement: SQLiteStatement,
        _ index: Int32,
        _ keepsText: Bool
    ) throws(SinkError) {
        if let number = Int64(exactly: value) { return try statement.bind(number, index) }
        guard keepsText else {
            throw SinkError(
                .rejected,
                "a number above 9223372036854775807 would become an inexact one",
                advice: "declare the column without a type, or as TEXT"
            )
        }
        try statement.bind(String(value), index)
    }
}
#endif
