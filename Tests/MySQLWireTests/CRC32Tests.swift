// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct CRC32Tests {
    /// A HEARTBEAT event of MySQL 9.7 without its last 4 bytes, which hold the checksum.
    static let heartbeat = [UInt8](hex: "000000001b610000002100000020010000000062696e2e303030303232")

    @Test(
        arguments: [
            (Array("123456789".utf8), 0xcbf4_3926), (Array("a".utf8), 0xe8b7_be43), ([], 0), ([0], 0xd202_ef8d),
            (heartbeat, 0xe958_d98d),
        ] as [([UInt8], UInt32)]
    )
    func `Known bytes have their known checksum`(bytes: [UInt8], checksum: UInt32) {
        #expect(CRC32.checksum(of: bytes.span) == checksum)
        #expect(CRC32.checksumByZlib(of: bytes.span) == checksum)
    }

    @Test func `Both libraries agree at every length and alignment`() {
        var random = SeededRandom()
        let bytes = random.bytes(20_000)
        for _ in 0..<2000 {
            let start = Int.random(in: 0..<64, using: &random)
            let count = Int.random(in: 0...(Bool.random(using: &random) ? 300 : 19_000), using: &random)
            let seed = UInt32(truncatingIfNeeded: random.next())
            let run = bytes.span.extracting(start..<(start + count))
            #expect(CRC32.checksum(of: run) == CRC32.checksumByZlib(of: run), "\(random)")
            #expect(CRC32.checksum(of: run, from: seed) == CRC32.checksumByZlib(of: run, from: seed), "\(random)")
        }
    }

    @Test func `A checksum goes on from the one before`() {
        var random = SeededRandom()
        let bytes = random.bytes(1000)
        let whole = CRC32.checksum(of: bytes.span)
        for cut in [0, 1, 15, 16, 17, 500, 999, 1000] {
            let first = CRC32.checksum(of: bytes.span.extracting(..<cut))
            #expect(CRC32.checksum(of: bytes.span.extracting(cut...), from: first) == whole)
            let other = CRC32.checksumByZlib(of: bytes.span.extracting(..<cut))
            #expect(CRC32.checksumByZlib(of: bytes.span.extracting(cut...), from: other) == whole)
        }
    }
}
