// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct GTIDSyntaxErrorTests {
    @Test(arguments: [
        (GTIDSyntaxError.Kind.expectedSource, "36 characters"), (.expectedNumberOrTag, "uuid:tag:1-5"),
        (.expectedNumber, "decimal digits"), (.numberOutOfRange, "9223372036854775806"), (.leadingZero, "octal"),
        (.tagTooLong, "32 characters"), (.expectedSeparator, "comma"), (.expectedEnd, "one only"),
        (.expectedDash, "0-1-5"), (.duplicateDomain(7), "domain 7"), (.expectedFilePosition, "binlog.000001:4"),
        (.expectedFlavour, "mariadb="),
    ])
    func `An error says what to write and where`(kind: GTIDSyntaxError.Kind, advice: String) {
        let text = GTIDSyntaxError(kind, at: 39).description
        #expect(text.contains(advice))
        #expect(text.hasSuffix("(at byte 39)"))
    }
}
