// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONShapeTests {
    /// Arrays of two entries that both lead to the next one: twice as many values with every level.
    private func forged(levels: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x02]
        for level in (1...levels).reversed() {
            let size = 10 * (level - 1) + 4
            bytes += level == 1 ? [0, 0] : [2, 0]
            bytes += [UInt8(size & 0xff), UInt8(size >> 8)]
            if level > 1 { bytes += [0x02, 10, 0, 0x02, 10, 0] }
        }
        return bytes
    }

    @Test func `values that share their bytes do not multiply`() throws {
        let bytes = forged(levels: 60)
        var text = TextWriter()
        text.append("kept")
        #expect(throws: WireError.self) { try JSONBinaryView(bytes.span).write(to: &text) }
        #expect(text.string == "kept")
        #expect(throws: WireError.self) { try JSONValue(JSONBinaryView(bytes.span)) }
    }

    @Test func `many entries may not print one long string each`() throws {
        // An array of 100 entries that all lead to one string of 120 bytes.
        var bytes: [UInt8] = [0x02, 100, 0, 0xa9, 0x01]
        for _ in 0..<100 { bytes += [0x0c, 0x30, 0x01] }
        bytes += [120] + Array(repeating: 0x61, count: 120)
        var text = TextWriter()
        #expect(throws: WireError(.impossibleCount(121), at: 306)) {
            try JSONBinaryView(bytes.span).write(to: &text)
        }
    }

    @Test func `integers in entries of the large form take their own width`() throws {
        // [-1, 65535, -2, 4294967295] in the large form; what pads the entries is not read.
        let bytes = ServerDocuments.bytes("03040000001c00000005ffffabcd06ffff000007feffffff08ffffffff")
        var text = TextWriter()
        try JSONBinaryView(bytes.span).write(to: &text)
        #expect(text.string == "[-1, 65535, -2, 4294967295]")
    }

    @Test func `lengths take seven bits for each byte`() throws {
        for count in [0, 1, 127, 128, 16_383, 16_384, 70_000] {
            let content = [UInt8](repeating: 0x61, count: count)
            let bytes = try JSONValue.string(content).encode()
            let view = try JSONBinaryView(bytes.span)
            if let text = view.string { #expect(text.count == count) } else { Issue.record("no string") }
            #expect(bytes.count == 1 + (count < 128 ? 1 : count < 16_384 ? 2 : 3) + count)
        }
    }
}
