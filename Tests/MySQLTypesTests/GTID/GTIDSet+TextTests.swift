// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import Testing

struct GTIDSetTextTests {
    static let a = "4f68a417-e505-11f1-9b56-02fc00000001"
    static let b = "aaaaaaaa-0000-ff00-8181-8082ffeeddcc"

    @Test func `What the server prints is read and printed alike`() throws {
        let text = "\(Self.a):1-97:mytag:1,\n\(Self.b):zz:300"
        let set = try GTIDSet(text)
        #expect(set.serverText == text)
        #expect(set.description == "\(Self.a):1-97:mytag:1,\(Self.b):zz:300")
        #expect(set.transactionCount == 99)
    }

    @Test func `HC-095 a tag holds up to the next tag or source and comes out in order`() throws {
        let first = "896e7882-18fe-11ef-ab88-22222d34d411"
        let second = "896e7882-18fe-11ef-ab88-22222d34d412"
        let set = try GTIDSet("\(first):1-4:aaaa:1:abc:1-3:x:1,\(second):1-2")
        #expect(set.description == "\(first):1-4:aaaa:1:abc:1-3:x:1,\(second):1-2")
        #expect(set.entries.map(\.tag.description) == ["", "aaaa", "abc", "x", ""])
        #expect(try GTIDSet("\(second):1-2,\(first):X:1:ABC:1:3:2,\(first):1-4:aaaa:1") == set)
    }

    @Test func `HC-104 case, white space and line breaks do not matter`() throws {
        let set = try GTIDSet("\n \(Self.b.uppercased()) : 1 - 3 :\t7 ,\r\n,, \(Self.a):5\u{0b}\u{0c}")
        #expect(set.description == "\(Self.a):5,\(Self.b):1-3:7")
    }

    @Test(arguments: [
        "", " \n", ",", ",,\n,", "+", a, "\(a),\(b)", "\(a):5-4", "\(a):1-0", "\(a):tag", "\(a):tag,", "\(a):x:y",
    ])
    func `What names no transaction is the empty set`(text: String) throws {
        #expect(try GTIDSet(text) == GTIDSet())
        #expect(try GTIDSet(text).description.isEmpty)
    }

    @Test func `A leading plus sign is skipped once`() throws {
        #expect(try GTIDSet(" + \(Self.a):1").description == "\(Self.a):1")
        #expect(throws: GTIDSyntaxError(.expectedSource, at: 1)) { try GTIDSet("++\(Self.a):1") }
    }

    @Test(arguments: [
        ("x", GTIDSyntaxError(.expectedSource, at: 0)),
        ("\(a):1,x", GTIDSyntaxError(.expectedSource, at: 39)),
        ("4f68a417e50511f19b5602fc00000001:1", GTIDSyntaxError(.expectedSource, at: 0)),
        ("\(a) \(b)", GTIDSyntaxError(.expectedSeparator, at: 37)),
        ("\(a):", GTIDSyntaxError(.expectedNumberOrTag, at: 37)),
        ("\(a)::1", GTIDSyntaxError(.expectedNumberOrTag, at: 37)),
        ("\(a):1:", GTIDSyntaxError(.expectedNumberOrTag, at: 39)),
        ("\(a):0", GTIDSyntaxError(.numberOutOfRange, at: 37)),
        ("\(a):0-5", GTIDSyntaxError(.numberOutOfRange, at: 37)),
        ("\(a):-5", GTIDSyntaxError(.expectedNumberOrTag, at: 37)),
        ("\(a):1-", GTIDSyntaxError(.expectedNumber, at: 39)),
        ("\(a):1-x", GTIDSyntaxError(.expectedNumber, at: 39)),
        ("\(a):1--2", GTIDSyntaxError(.expectedNumber, at: 39)),
        ("\(a):1-9223372036854775807", GTIDSyntaxError(.numberOutOfRange, at: 39)),
        ("\(a):18446744073709551617", GTIDSyntaxError(.numberOutOfRange, at: 37)),
        ("\(a):1 2", GTIDSyntaxError(.expectedSeparator, at: 39)),
        ("\(a):1x", GTIDSyntaxError(.expectedSeparator, at: 38)),
        ("\(a):0x10", GTIDSyntaxError(.numberOutOfRange, at: 37)),
        ("\(a):1-010", GTIDSyntaxError(.leadingZero, at: 39)),
        ("\(a):tag-1", GTIDSyntaxError(.expectedSeparator, at: 40)),
        ("\(a):tag 1", GTIDSyntaxError(.expectedSeparator, at: 41)),
        ("\(a):_23456789_123456789_123456789_123", GTIDSyntaxError(.tagTooLong, at: 37)),
        ("\(a):1;", GTIDSyntaxError(.expectedSeparator, at: 38)),
        ("\(a):1\0", GTIDSyntaxError(.expectedSeparator, at: 38)),
        ("ä\(a):1", GTIDSyntaxError(.expectedSource, at: 0)),
        ("\(a):1,ä", GTIDSyntaxError(.expectedSource, at: 39)),
    ])
    func `What the server refuses is refused where it goes wrong`(text: String, error: GTIDSyntaxError) {
        #expect(throws: error) { try GTIDSet(text) }
    }

    @Test func `A hundred thousand intervals and sources in falling order are read and printed`() throws {
        let numbers = stride(from: 200_001, through: 1, by: -2).map(String.init).joined(separator: ":")
        let set = try GTIDSet("\(Self.a):\(numbers)")
        #expect(set.intervals(of: try #require(SourceID(Self.a))).count == 100_001)
        #expect(try GTIDSet(set.description) == set)
        let sources = (0..<100_000).reversed().map { "\(SourceID(high: 0, low: UInt64($0))):1-2" }
        let many = try GTIDSet(sources.joined(separator: ","))
        #expect(many.entries.count == 100_000)
        #expect(many.description == sources.reversed().joined(separator: ","))
    }

    @Test func `Mutated text is read or refused, and what is read prints canonically`() {
        var mutator = Mutator()
        let text = "\(Self.a):1-97:105:mytag:1,\n\(Self.b):zz:300-400"
        var count = 0
        for _ in 0..<5000 {
            let mutated = String(decoding: mutator.mutated(Array(text.utf8)), as: UTF8.self)
            do throws(GTIDSyntaxError) {
                let set = try GTIDSet(mutated)
                #expect(try GTIDSet(set.serverText) == set, "\(mutator.random)")
                count += 1
            } catch {
                #expect(error.offset >= 0 && error.offset <= mutated.utf8.count, "\(mutator.random)")
            }
        }
        #expect(count > 100)
    }
}
