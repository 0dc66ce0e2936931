// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import Testing

struct CellViewTests {
    /// Says which of the three states each column has.
    private struct States: RowVisitor {
        var states: [String] = []

        mutating func beginImage(_ kind: RowImageKind) {}
        mutating func visit(_ cell: borrowing CellView, column: Int) {
            switch copy cell {
            case .absent: states.append("absent")
            case .null: states.append("null")
            default: states.append("value")
            }
        }
        mutating func endImage(_ kind: RowImageKind) {}
    }

    @Test func `NULL and a value of no bytes are two things`() throws {
        let table = MadeEvents.tableMap(types: [15, 15], metadata: [10, 0, 10, 0])
        let event = MadeEvents.rows(columns: 2, bitmaps: [3], images: [1, 0])
        var states = States()
        try decode([MadeEvents.mysql, table, event]) { event in
            if case .rows(let rows) = event.body { try rows.visit(&states) }
        }
        #expect(states.states == ["null", "value"])
    }
}
