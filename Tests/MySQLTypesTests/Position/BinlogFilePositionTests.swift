// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct BinlogFilePositionTests {
    @Test(arguments: ["binlog.000001:4", "a:b.000001:4", "mysql-bin.999999:18446744073709551615", "x:0"])
    func `A position survives its text`(text: String) throws {
        #expect(try #require(BinlogFilePosition(text)).description == text)
    }

    @Test func `HC-107 offsets have 64 bits`() throws {
        #expect(try #require(BinlogFilePosition("binlog.000001:3122794731")).offset == 3_122_794_731)
        #expect(try #require(BinlogFilePosition("binlog.000001:4294967296")).offset == 1 << 32)
        let low = BinlogFilePosition(file: "binlog.000001", offset: 4_294_967_295)
        #expect(low.precedes(BinlogFilePosition(file: "binlog.000001", offset: 4_294_967_296)) == true)
    }

    @Test(arguments: [
        "", ":", ":4", "binlog.000001", "binlog.000001:", "binlog.000001:-4", "binlog.000001:+4", "a:4 ",
        "binlog.000001:18446744073709551616", "a:0x4",
    ])
    func `What is not a file and an offset is no position`(text: String) {
        #expect(BinlogFilePosition(text) == nil)
    }

    @Test(arguments: [
        ("binlog.999999", "binlog.1000000"), ("binlog.000002", "binlog.000010"), ("a.b.000009", "a.b.000010"),
        ("binlog.18446744073709551615", "binlog.18446744073709551616"), ("binlog.000000", "binlog.000001"),
    ])
    func `HC-109 files are ordered by number, not by text`(first: String, second: String) {
        let early = BinlogFilePosition(file: first, offset: 900)
        let late = BinlogFilePosition(file: second)
        #expect(early.precedes(late) == true)
        #expect(late.precedes(early) == false)
    }

    @Test func `In one file the offset decides`() {
        let early = BinlogFilePosition(file: "anything")
        let late = BinlogFilePosition(file: "anything", offset: 5)
        #expect(early.precedes(late) == true)
        #expect(late.precedes(early) == false)
        #expect(early.precedes(early) == false)
    }

    @Test(arguments: [
        ("binlog.000001", "mysql-bin.000002"), ("binlog", "binlog.000001"), ("binlog.a", "binlog.b"),
        ("binlog.", "binlog.000001"), ("binlog.000001", "binlog.1"), ("1", "2"), ("binlog.٣", "binlog.000004"),
    ])
    func `Files of different logs are in no order`(first: String, second: String) {
        #expect(BinlogFilePosition(file: first).precedes(BinlogFilePosition(file: second)) == nil)
        #expect(BinlogFilePosition(file: second).precedes(BinlogFilePosition(file: first)) == nil)
    }

    @Test func `names that servers give their logs are told from others`() {
        for name in ["binlog.000001", "a.b.1000000", "mysql-bin.999999"] {
            #expect(BinlogFilePosition.isFileName(name))
        }
        for name in ["binlog.index", "binlog.00001", ".000001", "x/binlog.000001", "binlog", "", "binlog.000001.part"] {
            #expect(!BinlogFilePosition.isFileName(name))
        }
    }
}
