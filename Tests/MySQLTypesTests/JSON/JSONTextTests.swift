// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONTextTests {
    private func text(_ bytes: [UInt8]) throws -> String {
        var text = TextWriter()
        try JSONBinaryView(bytes.span).write(to: &text)
        return text.string
    }

    private func opaque(_ type: ColumnType, _ content: [UInt8]) throws -> [UInt8] {
        try JSONValue.opaque(type, content).encode()
    }

    @Test(arguments: ServerDocuments.inserted)
    func `the text is the server's`(_ document: ServerDocuments.Document) throws {
        #expect(try text(document.bytes) == document.text)
    }

    @Test(arguments: ServerDocuments.updatedInPlace)
    func `HC-044 gaps left by updates in place are stepped over`(_ document: ServerDocuments.Document) throws {
        #expect(try text(document.bytes) == document.text)
    }

    @Test func `HC-041 integers are exact and doubles stay apart from them`() throws {
        let values: [(JSONValue, String)] = [
            (.int(1_629_849_600), "1629849600"), (.int(930_701_976_723_823), "930701976723823"),
            (.uint(.max), "18446744073709551615"), (.int(.min), "-9223372036854775808"), (.double(1), "1.0"),
            (.double(-0.0), "-0.0"), (.double(1e100), "1e100"), (.double(1.5e-10), "0.00000000015"),
            (.double(3_529_365_310_108_045.5), "3529365310108045.5"),
        ]
        for (value, expected) in values { #expect(try text(value.encode()) == expected) }
    }

    @Test func `HC-043 large decimals keep every digit`() throws {
        let document = ServerDocuments.inserted.first { $0.text.contains("12345678901234567890.123456789") }
        #expect(try document.map { try text($0.bytes) } == #"{"a": 12345678901234567890.123456789}"#)
    }

    @Test func `HC-049 text of MariaDB is no binary document`() {
        // MariaDB's JSON column holds text; its opening brace is no type.
        #expect(throws: WireError(.invalidValue(0x7b), at: 1)) { try text(Array(#"{"a":1}"#.utf8)) }
    }

    @Test func `strings escape what the server escapes and nothing else`() throws {
        let all = String(String.UnicodeScalarView((0..<0x80).compactMap { Unicode.Scalar($0 as UInt32) })) + "é/日🎉"
        let controls = (0..<0x20).map { code in
            switch code {
            case 8: #"\b"#
            case 9: #"\t"#
            case 10: #"\n"#
            case 12: #"\f"#
            case 13: #"\r"#
            default: #"\u00"# + (code < 16 ? "0" : "1") + String(code % 16, radix: 16)
            }
        }
        let visible = (0x20..<0x80).compactMap { Unicode.Scalar($0 as UInt32) }.map { scalar in
            scalar == "\"" || scalar == "\\" ? "\\" + String(scalar) : String(scalar)
        }
        #expect(try text(JSONValue.string(all).encode()) == "\"" + controls.joined() + visible.joined() + "é/日🎉\"")
    }

    @Test func `bytes that are not UTF-8 stay as they are`() throws {
        var text = TextWriter()
        let bytes: [UInt8] = [0x0c, 3, 0xff, 0x22, 0xc3]
        try JSONBinaryView(bytes.span).write(to: &text)
        #expect(text.bytes == [0x22, 0xff, 0x5c, 0x22, 0xc3, 0x22])
    }

    @Test func `opaque text is a string, other types are base64 with their number`() throws {
        #expect(try text(opaque(.varString, Array("a\"b".utf8))) == #""a\"b""#)
        #expect(try text(opaque(.bit, [0x03, 0x03])) == #""base64:type16:AwM=""#)
        #expect(try text(opaque(.blob, [])) == #""base64:type252:""#)
        #expect(try text(opaque(ColumnType(rawValue: 99), [0xff])) == #""base64:type99:/w==""#)
    }

    @Test func `base64 breaks after 76 characters if more follow`() throws {
        let line = String(repeating: "YWFh", count: 19)
        #expect(try text(opaque(.blob, .init(repeating: 0x61, count: 57))) == "\"base64:type252:\(line)\"")
        #expect(try text(opaque(.blob, .init(repeating: 0x61, count: 58))) == "\"base64:type252:\(line)\\nYQ==\"")
    }

    @Test func `dates and times outside their fields are errors`() throws {
        func packed(_ value: Int64) -> [UInt8] {
            (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        for type in [ColumnType.date, .dateTime, .timestamp] {
            #expect(throws: WireError.self) { try text(opaque(type, packed(-1))) }
            #expect(throws: WireError.self) { try text(opaque(type, packed(.min))) }
        }
        #expect(throws: WireError.self) { try text(opaque(.dateTime, packed(1_000_000))) }
        #expect(throws: WireError.self) { try text(opaque(.time, packed(.min))) }
        #expect(throws: WireError.self) { try text(opaque(.time, packed(1 << 46))) }
        #expect(throws: WireError(.truncated(needed: 8, available: 7), at: 3)) {
            try text(opaque(.date, Array(repeating: 0, count: 7)))
        }
        #expect(throws: WireError(.trailing(count: 1), at: 11)) {
            try text(opaque(.time, Array(repeating: 0, count: 9)))
        }
        #expect(try text(opaque(.dateTime, packed(0))) == #""0000-00-00 00:00:00.000000""#)
        #expect(try text(opaque(.date, packed(0))) == #""0000-00-00""#)
    }

    @Test func `doubles that JSON cannot write are errors`() {
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(throws: WireError(.invalidValue(value.bitPattern), at: 1)) {
                try text(JSONValue.double(value).encode())
            }
        }
    }

    @Test(arguments: [0, 1, 6, 7, 8, 9, 15, 16, 17, 63, 64, 200, 70_000])
    func `strings of any length are escaped wherever it is needed`(length: Int) throws {
        let plain = [UInt8](repeating: 0x78, count: length)
        #expect(try text(JSONValue.string(plain).encode()) == "\"" + String(repeating: "x", count: length) + "\"")
        for place in [0, length / 2, length - 1] where place >= 0 && place < length {
            for byte in [UInt8(ascii: "\""), 0x1f, 0x5c] {
                var bytes = plain
                bytes[place] = byte
                let escape = byte == 0x1f ? #"\u001f"# : "\\" + String(UnicodeScalar(byte))
                let front = String(repeating: "x", count: place)
                let back = String(repeating: "x", count: length - place - 1)
                #expect(try text(JSONValue.string(bytes).encode()) == "\"\(front)\(escape)\(back)\"")
            }
        }
    }

    @Test func `text that is far longer than its document is written whole`() throws {
        let bytes = try JSONValue.string([UInt8](repeating: 1, count: 100_000)).encode()
        #expect(try text(bytes) == "\"" + String(repeating: #"\u0001"#, count: 100_000) + "\"")
    }

    @Test func `a document is written after what the writer holds, and without taking memory once there is room`()
        throws
    {
        let documents = ServerDocuments.inserted.map(\.bytes)
        var writer = TextWriter()
        func writeAll() throws {
            writer.removeAll()
            writer.append("kept ")
            for document in documents { try JSONBinaryView(document.span).write(to: &writer) }
        }
        try writeAll()
        let first = writer.bytes
        #expect(writer.string == "kept " + ServerDocuments.inserted.map(\.text).joined())
        try writeAll()
        #expect(writer.bytes == first)
    }

    @Test func `the text of damaged documents is that of their values`() throws {
        var state: UInt64 = 0x2545_f491_4f6c_dd1d
        func random(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
        let documents = ServerDocuments.inserted.filter { $0.bytes.count > 1 && $0.bytes.count < 300 }
        var both = 0
        for _ in 0..<40_000 {
            var bytes = documents[random(documents.count)].bytes
            for _ in 0...random(2) { bytes[random(bytes.count)] = UInt8(random(256)) }
            guard let view = try? JSONBinaryView(bytes.span) else { continue }
            // Two ways through the same bytes: by views, and by the walk that writes text.
            guard let value = try? JSONValue(view) else {
                #expect(throws: WireError.self) { try text(bytes) }
                continue
            }
            guard let written = try? text(bytes), let encoded = try? value.encode() else { continue }
            #expect(try text(encoded).count == written.count)
            both += 1
        }
        #expect(both > 1000)
    }

    @Test func `rubbish never traps`() {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        func random(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
        let documents = ServerDocuments.inserted.filter { !$0.bytes.isEmpty }
        var text = TextWriter()
        for _ in 0..<20_000 {
            var bytes = documents[random(documents.count)].bytes
            for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
            text.removeAll()
            do throws(WireError) {
                let view = try JSONBinaryView(bytes.span)
                try view.write(to: &text)
                _ = try JSONValue(view).encode()
            } catch {
                #expect(error.offset >= 0 && error.offset <= bytes.count)
            }
        }
    }
}
