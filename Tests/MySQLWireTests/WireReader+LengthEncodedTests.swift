// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct WireReaderLengthEncodedTests {
    static let lengths: [(String, UInt64)] = [
        ("00", 0), ("fa", 250), ("fc fb00", 251), ("fc ffff", 65_535), ("fd 000001", 65_536),
        ("fd ffffff", 16_777_215), ("fe 0000000100000000", 16_777_216), ("fe ffffffffffffffff", .max),
    ]

    @Test(arguments: lengths)
    func `A length has the shortest of four forms`(hex: String, value: UInt64) throws {
        let bytes = [UInt8](hex: hex)
        var writer = WireWriter()
        writer.lengthEncodedInteger(value)
        #expect(writer.bytes == bytes)
        try reading(bytes) { reader throws in
            #expect(try reader.lengthEncodedInteger() == value)
            #expect(reader.isAtEnd == true)
        }
        for count in bytes.indices {
            reading(Array(bytes[..<count])) { reader in
                #expect(throws: WireError.self) { try reader.lengthEncodedInteger() }
                #expect(reader.offset == 0)
            }
        }
    }

    @Test(arguments: ["fc 0500", "fd 050000", "fe 0500000000000000"])
    func `Longer forms of small lengths are accepted`(hex: String) throws {
        #expect(try reading([UInt8](hex: hex)) { reader throws(WireError) in try reader.lengthEncodedInteger() } == 5)
    }

    @Test(arguments: [0xfb, 0xff] as [UInt8])
    func `Two first bytes begin no length`(byte: UInt8) throws {
        try reading([0xaa, byte, 0, 0]) { reader throws in
            try reader.advance(1)
            #expect(throws: WireError(.invalidLengthPrefix(byte), at: 1)) { try reader.lengthEncodedInteger() }
            #expect(throws: WireError(.invalidLengthPrefix(byte), at: 1)) { try reader.lengthEncodedCount() }
            #expect(reader.offset == 1)
        }
    }

    @Test func `A length of bytes is believed only when they are there`() throws {
        try reading([UInt8](hex: "aa 03 010203")) { reader throws in
            try reader.advance(1)
            #expect([UInt8](copying: try reader.lengthEncodedSpan()) == [1, 2, 3])
            #expect(reader.isAtEnd == true)
        }
        for (hex, count) in [("aa 04 010203", 4), ("aa fe ffffffffffffffff", .max), ("aa fc ffff", 65_535)]
            as [(String, UInt64)]
        {
            try reading([UInt8](hex: hex)) { reader throws in
                try reader.advance(1)
                #expect(throws: WireError(.impossibleCount(count), at: 1)) { try reader.lengthEncodedCount() }
                #expect(throws: WireError(.impossibleCount(count), at: 1)) { _ = try reader.lengthEncodedSpan() }
                #expect(reader.offset == 1)
            }
        }
    }

    @Test func `A C string ends at its zero byte, which is consumed too`() throws {
        try reading([UInt8](hex: "6162 00 00 63")) { reader throws in
            #expect([UInt8](copying: try reader.nullTerminatedSpan()) == [0x61, 0x62])
            #expect([UInt8](copying: try reader.nullTerminatedSpan()) == [])
            #expect(reader.offset == 4)
            #expect(throws: WireError(.unterminatedString, at: 4)) { _ = try reader.nullTerminatedSpan() }
            #expect(reader.offset == 4)
        }
    }

    /// The first ones stand in a GTID_TAGGED event of MySQL 9.7; the others are the ends of each width.
    static let packed: [(String, UInt64)] = [
        ("00", 0), ("02", 1), ("70", 56), ("9e", 79), ("9102", 0xa4), ("c503", 0xf1), ("7505", 349), ("83120b", 90_704),
        ("7f572065d8b86006", 0x06_60b8_d865_2057), ("fe", 127), ("0102", 128), ("fdff", 16_383), ("030002", 16_384),
        ("fbffff", (1 << 21) - 1), ("07000002", 1 << 21), ("f7ffffff", (1 << 28) - 1), ("0f00000002", 1 << 28),
        ("efffffffff", (1 << 35) - 1), ("1f0000000002", 1 << 35), ("dfffffffffff", (1 << 42) - 1),
        ("3f000000000002", 1 << 42), ("bfffffffffffff", (1 << 49) - 1), ("7f00000000000002", 1 << 49),
        ("7fffffffffffffff", (1 << 56) - 1), ("ff0000000000000001", 1 << 56), ("ffffffffffffffffff", .max),
    ]

    @Test(arguments: packed)
    func `A packed integer tells its width by the ones its first byte ends with`(hex: String, value: UInt64) throws {
        let bytes = [UInt8](hex: hex)
        var writer = WireWriter()
        writer.packedInteger(value)
        #expect(writer.bytes == bytes)
        // Alone, and with enough behind it for one load of 8 bytes.
        for tail in [0, 8] {
            try reading(bytes + [UInt8](repeating: 0xff, count: tail)) { reader throws in
                #expect(try reader.packedInteger() == value)
                #expect(reader.remaining == tail)
            }
        }
        for count in bytes.indices {
            reading(Array(bytes[..<count])) { reader in
                #expect(throws: WireError.self) { try reader.packedInteger() }
                #expect(reader.offset == 0)
            }
        }
    }

    static let signed: [(String, Int64)] = [
        ("00", 0), ("02", -1), ("04", 1), ("06", -2), ("6109", 300), ("30", 12), ("38", 14),
        ("ffffffffffffffffff", .min), ("fffeffffffffffffff", .max),
    ]

    @Test(arguments: signed)
    func `A packed integer with a sign keeps it in its lowest bit`(hex: String, value: Int64) throws {
        let bytes = [UInt8](hex: hex)
        #expect(try reading(bytes) { reader throws(WireError) in try reader.packedSignedInteger() } == value)
        var writer = WireWriter()
        writer.packedSignedInteger(value)
        #expect(writer.bytes == bytes)
    }

    @Test func `Random numbers survive every coding`() throws {
        var random = SeededRandom()
        for _ in 0..<2000 {
            let value = random.next() >> UInt64.random(in: 0..<64, using: &random)
            var writer = WireWriter()
            writer.lengthEncodedInteger(value)
            writer.packedInteger(value)
            writer.packedSignedInteger(Int64(bitPattern: value))
            try reading(writer.bytes) { reader throws in
                #expect(try reader.lengthEncodedInteger() == value, "\(random)")
                #expect(try reader.packedInteger() == value, "\(random)")
                #expect(try reader.packedSignedInteger() == Int64(bitPattern: value), "\(random)")
                #expect(reader.isAtEnd == true, "\(random)")
            }
        }
    }
}
