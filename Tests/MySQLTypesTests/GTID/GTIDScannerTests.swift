// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

/// The scanner, seen through the texts that it reads.
struct GTIDScannerTests {
    @Test(arguments: [" ", "\t", "\n", "\u{0b}", "\u{0c}", "\r", "\r\n", "  \n\t"])
    func `White space of every kind is skipped between parts`(space: String) throws {
        #expect(try MariaDBGTIDPosition("\(space)0-1-5\(space),\(space)1-1-6\(space)").description == "0-1-5,1-1-6")
    }

    @Test func `Other spaces are not white space`() {
        #expect(throws: GTIDSyntaxError(.expectedNumber, at: 0)) { try MariaDBGTID("\u{a0}0-1-5") }
        #expect(throws: GTIDSyntaxError(.expectedNumber, at: 0)) { try MariaDBGTID("\00-1-5") }
    }

    @Test(arguments: [
        ("0-0-0", nil as GTIDSyntaxError?), ("4294967295-4294967295-18446744073709551615", nil),
        ("4294967296-1-1", GTIDSyntaxError(.numberOutOfRange, at: 0)),
        ("1-4294967296-1", GTIDSyntaxError(.numberOutOfRange, at: 2)),
        ("1-1-18446744073709551616", GTIDSyntaxError(.numberOutOfRange, at: 4)),
        ("1-1-99999999999999999999", GTIDSyntaxError(.numberOutOfRange, at: 4)),
        ("1-1-00", GTIDSyntaxError(.leadingZero, at: 4)), ("1-1-+1", GTIDSyntaxError(.expectedNumber, at: 4)),
    ])
    func `Numbers end where their type does`(text: String, error: GTIDSyntaxError?) {
        do throws(GTIDSyntaxError) {
            let gtid = try MariaDBGTID(text)
            #expect(error == nil)
            #expect(gtid.description == text)
        } catch let thrown {
            #expect(thrown == error)
        }
    }
}
