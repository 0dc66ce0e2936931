// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLWire
import NIOCore
import Testing

@Suite struct PacketBatchTests {
    @Test func `payloads are found in place, behind any reader index`() {
        var buffer = ByteBuffer(bytes: [9, 9, 1, 0, 0, 0, 42, 0, 0, 0, 1, 2, 0, 0, 2, 7, 8])
        buffer.moveReaderIndex(forwardBy: 2)
        let batch = PacketBatch(frames: buffer, count: 3)
        var found: [[UInt8]] = []
        // swift-format-ignore: ReplaceForEachWithForLoop
        batch.forEach { found.append([UInt8](copying: $0)) }
        #expect(found == [[42], [], [7, 8]])
        var position = 0
        let range = batch.payload(at: &position)
        #expect(range.map { Array(batch.slice($0).readableBytesView) } == [42])
    }

    @Test func `a joined payload has no header, and may be empty`() {
        var found: [Int] = []
        // swift-format-ignore: ReplaceForEachWithForLoop
        PacketBatch(joined: ByteBuffer(bytes: [1, 2, 3, 4, 5])).forEach { found.append($0.count) }
        // swift-format-ignore: ReplaceForEachWithForLoop
        PacketBatch(joined: ByteBuffer()).forEach { found.append($0.count) }
        #expect(found == [5, 0])
    }
}
