// SPDX-License-Identifier: Apache-2.0

import MySQLWire
import Testing

@Suite struct SpanWordTests {
    @Test(arguments: 0...20)
    func `A word is 8 bytes little-endian, with zeros beyond the end`(count: Int) {
        let bytes = (0..<count).map { UInt8($0 + 1) }
        let span = bytes.span
        for offset in -9...(count + 9) {
            var expected: UInt64 = 0
            for index in 0..<8 where offset >= 0 && offset + index < count {
                expected |= UInt64(bytes[offset + index]) << UInt64(8 * index)
            }
            #expect(span.word(at: offset) == expected, "at \(offset)")
        }
        #expect(span.word(at: .max) == 0)
        #expect(span.word(at: .min) == 0)
    }
}
