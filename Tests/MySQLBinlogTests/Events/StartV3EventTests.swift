// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct StartV3EventTests {
    private static let body =
        [3, 0] + Array("4.1.24".utf8) + [UInt8](repeating: 0, count: 44) + [UInt8](hex: "01020304")

    @Test func `the version is read and comes back`() throws {
        try reading(StartV3EventTests.body) { reader throws(WireError) in
            let event = try StartV3Event(from: &reader)
            #expect(event.binlogVersion == 3)
            #expect(event.serverVersionText == "4.1.24")
            #expect(event.created == 0x0403_0201)
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == StartV3EventTests.body)
        }
    }

    @Test func `cut events are refused`() {
        let decode = { (reader: inout WireReader) throws(WireError) in _ = try StartV3Event(from: &reader) }
        #expect(unnoticedCuts(of: StartV3EventTests.body, decode) == [])
    }

    @Test func `it stands for a format description in files of 4 x, and older ones are refused`() throws {
        var versions: [String] = []
        let start = StartV3EventTests.body.event(.startV3)
        let query = [UInt8](hex: "01000000 00000000 01 0000 64 00 41").event(.query)
        try decode([start, query]) { event in
            if case .startV3(let start) = event.body { versions.append(start.serverVersionText) }
            if case .query(let query) = event.body { versions.append(String(repairing: query.sql)) }
        }
        #expect(versions == ["4.1.24", "A"])
        let old = ([1, 0] + StartV3EventTests.body.dropFirst(2)).event(.startV3)
        #expect(refusal(of: [old])?.kind == .unsupportedVersion(1))
        // The header of 3.23 is 13 bytes long, so its event is shorter.
        let oldest = Array(StartV3EventTests.body.dropLast(6)).event(.startV3)
        #expect(refusal(of: [oldest]) != nil)
    }
}
