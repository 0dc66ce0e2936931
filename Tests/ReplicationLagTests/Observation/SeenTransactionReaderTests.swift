// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import ReplicationLag
import Testing

@Suite struct SeenTransactionReaderTests {
    /// The transactions of a stream, as the reader tells them.
    private func transactions(_ make: (inout SyntheticStream) -> Void) throws -> [SeenTransaction] {
        var stream = SyntheticStream()
        make(&stream)
        var scanner = BoundaryScanner(checksum: .crc32)
        var decoder = BinlogDecoder(streamChecksum: .crc32)
        var reader = SeenTransactionReader()
        var seen: [SeenTransaction] = []
        var open: [(bytes: [UInt8], position: UInt64)] = []
        func read(_ bytes: [UInt8], _ position: UInt64, _ group: EventGroup?) throws {
            try decoder.accept(bytes.span, at: position)
            if let transaction = reader.read(try decoder.event(bytes.span), in: group, at: 77) {
                seen.append(transaction)
            }
        }
        for bytes in stream.events {
            let step = try scanner.accept(bytes.span)
            switch step {
            case .outside: try read(bytes, scanner.eventPosition, nil)
            default:
                open.append((bytes, scanner.eventPosition))
                guard let group = scanner.group else { continue }
                for event in open { try read(event.bytes, event.position, group) }
                open = []
            }
        }
        if let transaction = reader.end() { seen.append(transaction) }
        return seen
    }

    @Test func `each group with a GTID is one transaction`() throws {
        let seen = try transactions { stream in
            for number in 1...3 {
                stream.gtid(Int64(number))
                stream.query("BEGIN")
                stream.insert([UInt32(number)])
                stream.xid()
            }
        }
        #expect(seen.count == 3 && Set(seen.map(\.key)).count == 3)
        #expect(seen.allSatisfy { $0.seen == 77 })
    }

    @Test func `HC-155 events outside of transactions have no time that counts`() throws {
        #expect(try transactions { _ in }.isEmpty)
        let seen = try transactions { stream in
            stream.gtid(1)
            stream.query("BEGIN")
            stream.insert([1])
            stream.xid()
        }
        // These are the commits that the GTID notes, and not the events' own times.
        #expect(seen.map(\.originalCommit) == [1_767_261_600_000_000])
        #expect(seen.map(\.commit) == [1_767_261_600_000_001])
    }

    @Test func `without GTID the content is the key, and the same content the same key`() throws {
        let seen = try transactions { stream in
            for row in [5, 6, 5] {
                stream.query("BEGIN")
                stream.insert([UInt32(row)])
                stream.xid()
            }
        }
        try #require(seen.count == 3)
        #expect(seen[0].key == seen[2].key && seen[0].key != seen[1].key)
    }
}
