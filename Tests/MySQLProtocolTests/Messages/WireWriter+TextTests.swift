// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire
import Testing

struct WireWriterTextTests {
    @Test func `text has its length in bytes before it`() {
        #expect(encoded { $0.lengthEncodedText("\u{e4}") } == [2, 0xc3, 0xa4])
        #expect(encoded { $0.lengthEncodedText("") } == [0])
    }

    @Test func `a zero within a name cannot begin another field`() {
        #expect(encoded { $0.nullTerminated("a\0b") } == [0x61, 0])
    }
}
