// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct InternetAddressTextTests {
    private func inet6(_ bytes: [UInt8]) throws(WireError) -> String {
        var writer = TextWriter()
        try writer.append(inet6: bytes.span)
        return writer.string
    }

    private func inet4(_ bytes: [UInt8]) throws(WireError) -> String {
        var writer = TextWriter()
        try writer.append(inet4: bytes.span)
        return writer.string
    }

    /// Bytes with their zeros at the end, and what MariaDB 11.8 printed for the column.
    @Test(arguments: [
        ("00000000000000000000000000000000", "::"),
        ("00000000000000000000000000000001", "::1"),
        ("0000000000000000000000000000ffff", "::ffff"),
        ("00000000000000000000000000010000", "::0.1.0.0"),
        ("00000000000000000000000000010002", "::0.1.0.2"),
        ("00000000000000000000000001020304", "::1.2.3.4"),
        ("00000000000000000000ffff01020304", "::ffff:1.2.3.4"),
        ("00000000000000000000ffff00000000", "::ffff:0.0.0.0"),
        ("00000000000000000000ffff00000001", "::ffff:0.0.0.1"),
        ("00000000000000000000fffe01020304", "::fffe:102:304"),
        ("00000000000000000001ffff00010002", "::1:ffff:1:2"),
        ("00000000000000000001ffff01020304", "::1:ffff:102:304"),
        ("00010000000000000000ffff01020304", "1::ffff:102:304"),
        ("00010000000000000000000000000000", "1::"),
        ("00010000000200030004000500060007", "1::2:3:4:5:6:7"),
        ("00000001000200030004000500060007", "::1:2:3:4:5:6:7"),
        ("00010002000300040005000600070000", "1:2:3:4:5:6:7::"),
        ("00010000000000020000000000030004", "1::2:0:0:3:4"),
        ("00010000000000020000000000000004", "1:0:0:2::4"),
        ("20010db8000000000000000000000001", "2001:db8::1"),
        ("fe800000000000000000000000000000", "fe80::"),
        ("0064ff9b000000000000000001020304", "64:ff9b::102:304"),
        ("ffffffffffffffffffffffffffffffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("00000000000000010000000000000000", "0:0:0:1::"),
        ("00000000000000000000000100000000", "::1:0:0"),
        ("00000000000000000002000000000000", "::2:0:0:0"),
        ("00000000000100000000000000000000", "0:0:1::"),
        ("00000001000000000000000000000000", "0:1::"),
        ("000a000b000c000d000e000f00000001", "a:b:c:d:e:f::1"),
        ("0000000000000000abcd000100020003", "::abcd:1:2:3"),
    ])
    func `HC-037 an INET6 is printed as MariaDB prints it, with its zeros at the end or without`(
        hex: String,
        expected: String
    ) throws {
        var bytes = [UInt8](hex: hex)
        #expect(try inet6(bytes) == expected)
        while bytes.last == 0 { bytes.removeLast() }
        #expect(try inet6(bytes) == expected)
    }

    @Test(arguments: [
        ("c0000201", "192.0.2.1"), ("aaf0", "170.240.0.0"), ("fb33", "251.51.0.0"), ("", "0.0.0.0"),
        ("7f000001", "127.0.0.1"), ("ffffffff", "255.255.255.255"), ("0a", "10.0.0.0"), ("00000001", "0.0.0.1"),
    ])
    func `HC-037 an INET4 is printed as MariaDB prints it, without its zeros at the end`(
        hex: String,
        expected: String
    ) throws {
        #expect(try inet4([UInt8](hex: hex)) == expected)
    }

    /// The 16 bytes that `text` stands for; an own reading of the notation, apart from how it is written.
    private func parse(_ text: String) throws -> [UInt8] {
        func groups(_ part: Substring) throws -> [UInt8] {
            var bytes: [UInt8] = []
            for group in part.split(separator: ":") {
                if group.contains(".") {
                    bytes += try group.split(separator: ".").map { try #require(UInt8($0)) }
                } else {
                    let value = try #require(UInt16(group, radix: 16))
                    bytes += [UInt8(value >> 8), UInt8(value & 0xff)]
                }
            }
            return bytes
        }
        guard let gap = text.firstRange(of: "::") else { return try groups(text[...]) }
        let front = try groups(text[..<gap.lowerBound])
        let back = try groups(text[gap.upperBound...])
        return front + [UInt8](repeating: 0, count: 16 - front.count - back.count) + back
    }

    @Test func `any 16 bytes have a text that leads back to them`() throws {
        var numbers = RepeatableNumbers(state: 37)
        for _ in 0..<2000 {
            let zeros = numbers.next()
            var bytes = numbers.bytes(16)
            for group in 0..<8 where zeros >> UInt64(group) & 1 == 0 {
                bytes[2 * group] = 0
                bytes[2 * group + 1] = 0
            }
            let text = try inet6(bytes)
            #expect(try parse(text) == bytes, "\(text)")
            #expect(!text.contains(":::"))
        }
    }

    @Test(arguments: [1, 2, 48, 284])
    func `more bytes than an address has are none and write nothing`(surplus: Int) {
        var writer = TextWriter()
        let six = [UInt8](repeating: 0, count: 16 + surplus)
        let four = [UInt8](repeating: 0, count: 4 + surplus)
        #expect(throws: WireError(.trailing(count: surplus), at: 16)) { try writer.append(inet6: six.span) }
        #expect(throws: WireError(.trailing(count: surplus), at: 4)) { try writer.append(inet4: four.span) }
        #expect(writer.count == 0)
    }
}
