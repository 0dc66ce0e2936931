// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct MariaDBGTIDEventTests {
    @Test(
        arguments: [
            (MariaDBVectors.gtidOfDDL, 1011, "0-1011-91", 0x29, nil),
            (MariaDBVectors.gtid, 1011, "0-1011-93", 0x0c, nil),
            (MariaDBVectors.gtidWithThread, 118, "0-118-114", 0x0c, 0x46),
        ] as [([UInt8], UInt32, String, UInt8, UInt32?)]
    )
    func `a transaction's begin is read and comes back`(
        event: [UInt8],
        server: UInt32,
        text: String,
        flags: UInt8,
        thread: UInt32?
    ) throws {
        let body = event.eventBody
        try reading(body) { reader throws(WireError) in
            let event = try MariaDBGTIDEvent(from: &reader, serverID: server)
            #expect(event.gtid.description == text)
            #expect(event.flags.rawValue == flags)
            #expect(event.threadID == thread)
            #expect(event.commitID == nil)
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test(arguments: [
        // Group commit; XA transaction; two engines, START ALTER's number and thread.
        "0100000000000000 02000000 02 0900000000000000",
        "0100000000000000 02000000 40 ffffffff 02 01 6162 63",
        "0100000000000000 02000000 00 15 02 0700000000000000 08000000",
        "ffffffffffffffff ffffffff 00",
    ])
    func `what the flags announce is read and comes back`(hex: String) throws {
        let body = [UInt8](hex: hex)
        try reading(body) { reader throws(WireError) in
            let event = try MariaDBGTIDEvent(from: &reader, serverID: 1)
            #expect(event.flags.isXA == hex.contains(" 40 "))
            #expect((event.commitID == 9) == hex.contains(" 02 09"))
            #expect((event.startAlterSequence == 7) == hex.contains(" 15 "))
            var writer = WireWriter()
            event.encode(into: &writer)
            #expect(writer.bytes == body)
        }
    }

    @Test func `HC-072 corrupt events are refused, byte by byte`() {
        let decode = { (reader: inout WireReader) throws(WireError) in
            _ = try MariaDBGTIDEvent(from: &reader, serverID: 1)
        }
        // Old servers end it behind the flags; the last byte only fills it up.
        #expect(unnoticedCuts(of: MariaDBVectors.gtidWithThread.eventBody, decode) == [13, 18])
        let long = [UInt8](hex: "0100000000000000 00000000 40 01000000 ff ff")
        #expect(wireError(long, decode) == WireError(.impossibleCount(255), at: 17))
        let rubbish = [UInt8](hex: "0100000000000000 00000000 00 00 00 01")
        #expect(wireError(rubbish, decode) == WireError(.trailing(count: 1), at: 15))

        let event = MariaDBVectors.gtidWithThread
        let description = MadeEvents.formatDescription(
            version: "11.8.6-MariaDB",
            lengths: MadeEvents.mariaDBLengths,
            checksum: .crc32
        )
        for index in event.indices where !(9..<13).contains(index) {
            var damaged = event
            damaged[index] ^= 0xff
            guard case .checksumMismatch? = refusal(of: [description, damaged])?.kind else {
                Issue.record("damage at \(index) is not seen")
                return
            }
        }
    }
}
