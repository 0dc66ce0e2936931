// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// Looks whether times in MariaDB's format before 10.1.2 can be what they seem to be.
///
/// Tables of that format have a column's digits of fraction nowhere in the log. Read without fraction, values of a column that has
/// one are longer than they seem: rows do not end where the event does, or hold what no clock shows. Such rows are refused, so
/// that none is invented.
///
/// Source: MariaDB 10.11, `sql/field.cc`, `Field_timef` and `Field_time_hires`.
struct OldTemporalCheck: RowVisitor {
    /// The first column that holds what it cannot.
    private(set) var implausibleColumn: Int?

    func beginImage(_ kind: RowImageKind) {}

    func endImage(_ kind: RowImageKind) {}

    mutating func visit(_ cell: borrowing CellView, column: Int) {
        guard implausibleColumn == nil else { return }
        switch cell {
        case .time(let time):
            if time.hours > 838 || time.minutes > 59 || time.seconds > 59 { implausibleColumn = column }
        case .dateTime(let value):
            let isDate = value.year <= 9999 && value.month <= 12 && value.day <= 31
            let isTime = value.hour <= 23 && value.minute <= 59 && value.second <= 59
            if !isDate || !isTime { implausibleColumn = column }
        default: break
        }
    }
}

extension RowsEvent {
    /// Refuses rows whose times cannot be what they seem to be.
    func checkOldTemporals() throws(BinlogError) {
        guard let column = table.ambiguousTemporalColumn else { return }
        var check = OldTemporalCheck()
        do throws(BinlogError) {
            try visit(&check)
        } catch {
            throw refusal(.ambiguousTemporal(column: column))
        }
        guard let implausible = check.implausibleColumn else { return }
        throw refusal(.ambiguousTemporal(column: implausible))
    }
}
