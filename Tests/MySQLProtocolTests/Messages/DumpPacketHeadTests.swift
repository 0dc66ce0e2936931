// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct DumpPacketHeadTests {
    private func head(_ bytes: [UInt8], isSemiSync: Bool) -> DumpPacketHead? {
        DumpPacketHead(bytes.span, isSemiSync: isSemiSync)
    }

    @Test func `one byte stands in front of an event`() {
        #expect(head([0, 0xef, 1, 7], isSemiSync: false)?.byteCount == 1)
        #expect(head([0], isSemiSync: false)?.wantsReply == false)
    }

    @Test func `HC-083 three bytes stand in front of a semi-synchronous event, the last of which may want a reply`() {
        #expect(head([0, 0xef, 0, 7], isSemiSync: true)?.byteCount == 3)
        #expect(head([0, 0xef, 0, 7], isSemiSync: true)?.wantsReply == false)
        #expect(head([0, 0xef, 1], isSemiSync: true)?.wantsReply == true)
    }

    @Test(
        arguments: [[], [0], [0, 0xef], [0, 0xee, 0, 7], [0, 0xef, 2, 7], [0xff, 1, 2], [0xfe, 0, 0, 2, 0]] as [[UInt8]]
    )
    func `anything else is no head of a semi-synchronous event`(_ bytes: [UInt8]) {
        #expect(head(bytes, isSemiSync: true) == nil)
    }

    @Test(arguments: [[], [0xff, 1, 2], [0xfe, 0, 0, 2, 0], [1]] as [[UInt8]])
    func `anything else is no head of an event`(_ bytes: [UInt8]) {
        #expect(head(bytes, isSemiSync: false) == nil)
    }
}
