// SPDX-License-Identifier: Apache-2.0

import MySQLWire
import Testing

struct WireErrorTests {
    @Test(arguments: [
        (WireError.Kind.truncated(needed: 8, available: 3), "8 bytes needed, 3 left"),
        (.trailing(count: 2), "2 bytes left"),
        (.impossibleCount(.max), "18446744073709551615"), (.invalidValue(7), "value 7"),
        (.invalidLengthPrefix(0xfb), "0xfb"),
        (.unterminatedString, "zero byte"), (.corruptCompressedData, "corrupt"),
        (.decompressedSizeExceeded(limit: 100), "100 bytes"), (.nestedTooDeep(limit: 99), "99 levels"),
    ])
    func `An error says what was wrong and where`(kind: WireError.Kind, part: String) {
        let text = WireError(kind, at: 19).description
        #expect(text.contains(part))
        #expect(text.hasSuffix("(at byte 19)"))
    }
}
