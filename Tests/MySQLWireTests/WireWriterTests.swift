// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct WireWriterTests {
    @Test func `Every width is written little-endian`() {
        var writer = WireWriter()
        writer.uint8(0x11)
        writer.uint16(0x2221)
        writer.uint24(0xff33_3231)
        writer.uint32(0x4443_4241)
        writer.uint48(0xffff_6665_6463_6261)
        writer.uint56(0xff77_7675_7473_7271)
        writer.uint64(0x8887_8685_8483_8281)
        #expect(
            writer.bytes.hex == "11" + "2122" + "313233" + "41424344" + "616263646566" + "71727374757677"
                + "8182838485868788"
        )
        #expect(writer.count == writer.bytes.count)
    }

    @Test func `Runs, text and zeros are written as they are`() {
        var writer = WireWriter(bytes: [9])
        writer.span([1, 2].span)
        writer.array([3])
        writer.text("aä")
        writer.zeros(2)
        writer.lengthEncodedSpan([7, 8].span)
        writer.bigEndian(0x0102_0304, width: 3)
        #expect(writer.bytes.hex == "09" + "0102" + "03" + "61c3a4" + "0000" + "020708" + "020304")
    }

    @Test func `A length is filled in afterwards`() {
        var writer = WireWriter()
        writer.uint8(1)
        writer.uint32(0)
        writer.uint8(2)
        writer.patchUInt32(0x0403_0201, at: 1)
        #expect(writer.bytes.hex == "010102030402")
    }

    @Test func `What is written is read`() throws {
        var random = SeededRandom()
        for _ in 0..<200 {
            let values = (0..<7).map { _ in random.next() }
            let content = random.bytes(Int.random(in: 0...300, using: &random))
            var writer = WireWriter()
            writer.uint8(UInt8(truncatingIfNeeded: values[0]))
            writer.uint16(UInt16(truncatingIfNeeded: values[1]))
            writer.uint24(UInt32(truncatingIfNeeded: values[2]))
            writer.uint32(UInt32(truncatingIfNeeded: values[3]))
            writer.uint48(values[4])
            writer.uint56(values[5])
            writer.uint64(values[6])
            writer.lengthEncodedSpan(content.span)
            try reading(writer.bytes) { reader throws in
                #expect(try reader.uint8() == UInt8(truncatingIfNeeded: values[0]), "\(random)")
                #expect(try reader.uint16() == UInt16(truncatingIfNeeded: values[1]), "\(random)")
                #expect(try reader.uint24() == UInt32(values[2] & 0xff_ffff), "\(random)")
                #expect(try reader.uint32() == UInt32(truncatingIfNeeded: values[3]), "\(random)")
                #expect(try reader.uint48() == values[4] & 0xffff_ffff_ffff, "\(random)")
                #expect(try reader.uint56() == values[5] & 0xff_ffff_ffff_ffff, "\(random)")
                #expect(try reader.uint64() == values[6], "\(random)")
                #expect([UInt8](copying: try reader.lengthEncodedSpan()) == content, "\(random)")
                try reader.expectEnd()
            }
        }
    }
}
