// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct GTIDTests {
    static let source = "4f68a417-e505-11f1-9b56-02fc00000001"

    @Test(arguments: [
        "\(source):1", "\(source):9223372036854775806", "\(source):mytag:2",
        "\(source):_23456789_123456789_123456789_12:3",
    ])
    func `A GTID survives its text`(text: String) throws {
        #expect(try GTID(text).description == text)
    }

    @Test func `Case and white space do not matter`() throws {
        let text = " \(Self.source.uppercased()) : MYTAG\n:\t2 "
        #expect(try GTID(text) == GTID("\(Self.source):mytag:2"))
    }

    @Test(arguments: [
        ("", GTIDSyntaxError(.expectedSource, at: 0)),
        ("ANONYMOUS", GTIDSyntaxError(.expectedSource, at: 0)),
        (source, GTIDSyntaxError(.expectedNumberOrTag, at: 36)),
        ("\(source):", GTIDSyntaxError(.expectedNumberOrTag, at: 37)),
        ("\(source):tag", GTIDSyntaxError(.expectedNumber, at: 40)),
        ("\(source):tag:", GTIDSyntaxError(.expectedNumber, at: 41)),
        ("\(source):tag:tag:1", GTIDSyntaxError(.expectedNumber, at: 41)),
        ("\(source):0", GTIDSyntaxError(.numberOutOfRange, at: 37)),
        ("\(source):9223372036854775807", GTIDSyntaxError(.numberOutOfRange, at: 37)),
        ("\(source):99999999999999999999999", GTIDSyntaxError(.numberOutOfRange, at: 37)),
        ("\(source):-1", GTIDSyntaxError(.expectedNumberOrTag, at: 37)),
        ("\(source):010", GTIDSyntaxError(.leadingZero, at: 37)),
        ("\(source):1-2", GTIDSyntaxError(.expectedEnd, at: 38)),
        ("\(source):1:2", GTIDSyntaxError(.expectedEnd, at: 38)),
        ("\(source):1,", GTIDSyntaxError(.expectedEnd, at: 38)),
        ("\(source):_23456789_123456789_123456789_123:1", GTIDSyntaxError(.tagTooLong, at: 37)),
    ])
    func `What is not one GTID is refused where it goes wrong`(text: String, error: GTIDSyntaxError) {
        #expect(throws: error) { try GTID(text) }
    }

    @Test func `Numbers run from 1 to 2^63 - 2`() {
        #expect(GTID(source: .zero, number: 0) == nil)
        #expect(GTID(source: .zero, number: -1) == nil)
        #expect(GTID(source: .zero, number: 1) != nil)
        #expect(GTID(source: .zero, number: .max - 1) != nil)
        #expect(GTID(source: .zero, number: .max) == nil)
    }

    @Test func `GTIDs are in the order of source, tag and number`() throws {
        let texts = [
            "\(Self.source):2", "\(Self.source):10", "\(Self.source):a:1", "\(Self.source):b:1",
            "5" + Self.source.dropFirst() + ":1",
        ]
        #expect(try texts.reversed().map { try GTID($0) }.sorted().map(\.description) == texts)
    }
}
