// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct ServerReplyTests {
    private func answer(_ bytes: [UInt8], _ layout: PacketLayout = .current) -> ServerReply {
        ServerReply(answer: bytes.span, layout: layout)
    }

    private func row(_ bytes: [UInt8], _ layout: PacketLayout = .current) -> ServerReply {
        ServerReply(row: bytes.span, layout: layout)
    }

    private func long(_ count: Int) -> [UInt8] {
        [0xfe] + [UInt8](repeating: 0, count: count - 1)
    }

    @Test func `an answer is told by its first byte`() {
        #expect(answer([0, 0, 0]) == .ok)
        #expect(answer([0xff, 1, 0]) == .error)
        #expect(answer([0xfb, 0x61]) == .localInfile)
        #expect(answer([3]) == .content)
        #expect(answer([]) == .empty)
        #expect(answer([0xfe, 0, 0, 2, 0], .classic) == .endOfFile)
    }

    @Test func `a row may begin with what is OK or a file elsewhere`() {
        #expect(row([0]) == .content)
        #expect(row([0xfb]) == .content)
        #expect(row([0xff, 1, 0]) == .error)
        #expect(row([]) == .empty)
    }

    @Test(arguments: [5, 8]) func `HC-084 fe in less than 9 bytes is EOF`(_ count: Int) {
        #expect(row(long(count), .classic) == .endOfFile)
    }

    @Test func `HC-084 fe in 9 bytes or more is a row where EOF is spoken`() {
        #expect(row(long(9), .classic) == .content)
        #expect(row(long(0xff_ffff), .classic) == .content)
    }

    @Test func `fe is the end in less than 16 MiB where OK ends rows, and a row in more`() {
        #expect(row(long(5)) == .endOfFile)
        #expect(row(long(7)) == .okAtEnd)
        #expect(row(long(0xff_fffe)) == .okAtEnd)
        #expect(row(long(0xff_ffff)) == .content)
        #expect(row(long(0x100_0009)) == .content)
    }

    @Test func `progress is an error's form, where it was agreed`() {
        let bytes: [UInt8] = [0xff, 0xff, 0xff, 1]
        #expect(answer(bytes) == .error)
        #expect(answer(bytes, PacketLayout(reportsProgress: true)) == .progress)
    }
}
