// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import ReplaySinkPostgres
import Testing

@Suite struct PostgresParametersTests {
    @Test func `a zero byte stands behind every value`() {
        var parameters = PostgresParameters()
        parameters.append(text: "ab")
        parameters.appendNull()
        parameters.append(text: "")
        let bytes: [UInt8] = [0, 7]
        parameters.append(binary: bytes.span)
        #expect(parameters.count == 4)
        #expect(parameters.bytes.bytes == [0x61, 0x62, 0, 0, 0, 7, 0])
        parameters.removeAll()
        #expect(parameters.count == 0)
    }
}
