// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLWire
import Testing

@Suite struct DigitScannerTests {
    @Test func `a number too long for a field is no time`() {
        let bytes = [UInt8]("99999999999:00:00".utf8)
        let cell = MySQLCell(bytes.span, in: ColumnDefinition(name: "c", type: .time), format: .text)
        #expect(cell.time == nil)
    }
}
