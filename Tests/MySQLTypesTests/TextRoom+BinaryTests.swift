// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import Testing

struct TextRoomBinaryTests {
    private func text(_ write: (inout TextWriter) -> Void) -> String {
        var writer = TextWriter()
        write(&writer)
        return writer.string
    }

    @Test(arguments: 0...40)
    func `runs of bytes are written in hexadecimal and base64`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(text { $0.append(hex: bytes.span) } == hex)
        #expect(text { $0.append(hex: bytes.span, uppercase: true) } == hex.uppercased())
        for zeros in 0...7 {
            let whole = bytes + Array(repeating: 0, count: zeros)
            #expect(text { $0.append(base64: bytes.span, zeros: zeros) } == base64(whole))
        }
        #expect(text { $0.append(base64: bytes.span, zeros: -1) } == base64(bytes))
    }

    @Test
    func `each digit of base64 has its letter`() {
        let all = (0...255).flatMap { [UInt8($0), UInt8($0) ^ 0xff, UInt8($0) &* 3] }
        #expect(text { $0.append(base64: all.span) } == base64(all))
    }

    /// RFC 4648, digit by digit.
    private func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        var result = ""
        for start in stride(from: 0, to: bits.count, by: 6) {
            result.append(
                alphabet[(0..<6).reduce(0) { $0 * 2 + (start + $1 < bits.count ? Int(bits[start + $1]) : 0) }]
            )
        }
        return result + String(repeating: "=", count: (4 - result.count % 4) % 4)
    }
}
