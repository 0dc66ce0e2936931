// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLWire
import Testing

@Suite struct MySQLCellTemporalTests {
    private func dateTime(_ text: String) -> String? {
        let bytes = [UInt8](text.utf8)
        return MySQLCell(bytes.span, in: ColumnDefinition(name: "c", type: .dateTime), format: .text).dateTime?
            .description
    }

    private func time(_ text: String) -> String? {
        let bytes = [UInt8](text.utf8)
        return MySQLCell(bytes.span, in: ColumnDefinition(name: "c", type: .time), format: .text).time?.description
    }

    @Test(arguments: ["2024-02-29 23:59:59.999", "0000-00-00 00:00:00", "9999-12-31 23:59:59.000001"])
    func `text that the server prints comes back`(_ text: String) {
        #expect(dateTime(text) == text)
    }

    @Test(arguments: ["00:00:00", "-838:59:59.000001", "12:34:56.7"])
    func `lengths of time come back`(_ text: String) {
        #expect(time(text) == text)
    }

    @Test(arguments: [
        "", "2024", "2024-01-01 ", "2024-01-01 1:2", "2024-01-01 01:02:03.", "2024-01-01 01:02:03.1234567", "x",
    ])
    func `what is no day is none`(_ text: String) {
        #expect(dateTime(text) == nil)
    }

    @Test func `a day alone is midnight`() {
        #expect(dateTime("2024-02-29") == "2024-02-29 00:00:00")
    }
}
