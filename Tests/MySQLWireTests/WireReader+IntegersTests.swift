// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct WireReaderIntegersTests {
    /// A fixed width by name, so that tests can list them.
    enum Width: Int, CaseIterable, Sendable {
        case one = 1
        case two = 2
        case three = 3
        case four = 4
        case six = 6
        case seven = 7
        case eight = 8

        func read(_ reader: inout WireReader) throws(WireError) -> UInt64 {
            switch self {
            case .one: UInt64(try reader.uint8())
            case .two: UInt64(try reader.uint16())
            case .three: UInt64(try reader.uint24())
            case .four: UInt64(try reader.uint32())
            case .six: try reader.uint48()
            case .seven: try reader.uint56()
            case .eight: try reader.uint64()
            }
        }
    }

    /// Behind the number: nothing, so that it is read byte by byte, or enough for one load of 8 bytes.
    static let tails = [0, 1, 7, 8, 20]

    @Test(arguments: Width.allCases, tails)
    func `Each width is little-endian and consumes itself alone`(width: Width, tail: Int) throws {
        let bytes = [0xaa] + (1...width.rawValue).map { UInt8(0xf0 + $0) } + [UInt8](repeating: 0xff, count: tail)
        let expected = 0xf8f7_f6f5_f4f3_f2f1 & (UInt64.max >> UInt64(64 - 8 * width.rawValue))
        try reading(bytes) { reader throws in
            try reader.advance(1)
            #expect(try width.read(&reader) == expected)
            #expect(reader.offset == 1 + width.rawValue)
        }
    }

    @Test(arguments: Width.allCases)
    func `Each width says where it was cut and consumes nothing`(width: Width) throws {
        for available in 0..<width.rawValue {
            try reading([0xaa] + [UInt8](repeating: 1, count: available)) { reader throws in
                try reader.advance(1)
                #expect(throws: WireError(.truncated(needed: width.rawValue, available: available), at: 1)) {
                    try width.read(&reader)
                }
                #expect(reader.offset == 1)
            }
        }
    }

    @Test(arguments: 1...8, tails)
    func `Any width is read in both byte orders`(width: Int, tail: Int) throws {
        var random = SeededRandom()
        for _ in 0..<50 {
            let value = random.next() & (UInt64.max >> UInt64(64 - 8 * width))
            var writer = WireWriter()
            writer.littleEndian(value, width: width)
            writer.bigEndian(value, width: width)
            writer.array(random.bytes(tail))
            try reading(writer.bytes) { reader throws in
                #expect(try reader.littleEndian(width: width) == value, "\(random)")
                #expect(try reader.bigEndian(width: width) == value, "\(random)")
                #expect(reader.remaining == tail)
            }
            try reading(writer.bytes) { reader throws in
                let word = try reader.word(width: width)
                #expect(word & (UInt64.max >> UInt64(64 - 8 * width)) == value, "\(random)")
                #expect(reader.offset == width)
            }
        }
        for available in 0..<width {
            reading([UInt8](repeating: 1, count: available)) { reader in
                let error = WireError(.truncated(needed: width, available: available), at: 0)
                #expect(throws: error) { try reader.littleEndian(width: width) }
                #expect(throws: error) { try reader.bigEndian(width: width) }
                #expect(throws: error) { try reader.word(width: width) }
                #expect(reader.offset == 0)
            }
        }
    }

    @Test func `Floating-point numbers are read bit by bit`() throws {
        try reading([UInt8](hex: "0000c03f 000000000000f8bf 0000c07f")) { reader throws in
            #expect(try reader.float() == 1.5)
            #expect(try reader.double() == -1.5)
            #expect(try reader.float().isNaN)
            #expect(throws: WireError(.truncated(needed: 4, available: 0), at: 16)) { try reader.float() }
            #expect(throws: WireError(.truncated(needed: 8, available: 0), at: 16)) { try reader.double() }
        }
    }
}
