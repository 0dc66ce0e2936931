// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import Testing

struct ByteSourceTests {
    @Test func `a file is closed when its reader ends`() throws {
        let file = try TemporaryFile([[0xfe, 0x62, 0x69, 0x6e], MadeEvents.mysql])
        for _ in 0..<2_000 {
            var reader = try BinlogFileReader(path: file.path)
            #expect(try reader.next()?.position == 4)
        }
    }

    @Test func `an event that comes in many pieces is the same event`() throws {
        let bytes = [0xfe, 0x62, 0x69, 0x6e] + MySQLVectors.formatDescription + MySQLVectors.payload
        // Each byte is a write of its own.
        let escaped = bytes.map { "\\0" + String($0, radix: 8) }
        let script = "exec > \"$0\"; for byte in \"$@\"; do printf %b \"$byte\"; done"
        let pipe = try NamedPipe(script: script, escaped)
        var reader = try BinlogFileReader(path: pipe.path)
        var count = 0
        while try reader.next() != nil { count += 1 }
        #expect(count == 7)
    }
}
