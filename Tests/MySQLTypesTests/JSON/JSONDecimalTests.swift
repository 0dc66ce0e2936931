// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

@Suite struct JSONDecimalTests {
    private func text(_ hex: String) throws -> String {
        let bytes = ServerDocuments.bytes(hex.filter { $0 != " " })
        var text = TextWriter()
        try JSONBinaryView(bytes.span).write(to: &text)
        #expect(try JSONValue(JSONBinaryView(bytes.span)).encode() == bytes)
        return text.string
    }

    @Test func `decimals are written digit for digit`() throws {
        #expect(try text("0f f6 05 05 03 73fea6") == "-12.345")
        #expect(try text("0f f6 04 03 02 8119") == "1.25")
        #expect(try text("0f f6 03 01 01 85") == "0.5")
    }

    @Test func `integer digits in whole groups may exceed the precision of a column`() throws {
        // CAST('999…' AS DECIMAL(65,30)) is stored with 66 digits, an integer of 65 digits with 72.
        let wide = String(repeating: "9", count: 35) + "." + String(repeating: "9", count: 30)
        let first = "85f5e0ff" + String(repeating: "3b9ac9ff", count: 6) + "03e7"
        #expect(try text("0f f6 20 42 1e" + first) == wide)
        let integer = try #require(ServerDocuments.inserted.first { $0.text.hasPrefix("-1234567890123456789012345") })
        #expect(integer.text.utf8.count == 66)
        #expect(integer.bytes[3] == 72)
        #expect(try JSONValue(JSONBinaryView(integer.bytes.span)).encode() == integer.bytes)
    }

    @Test func `a precision that is not filled by zeros is an error`() {
        // 66 digits whose first is not zero; 82 digits; a scale of 31.
        let nines = String(repeating: "3b9ac9ff", count: 6) + "03e7"
        #expect(throws: WireError(.invalidValue(66), at: 3)) { try text("0f f6 20 42 1e bb9ac9ff" + nines) }
        #expect(throws: WireError(.invalidValue(82), at: 3)) { try text("0f f6 02 52 00") }
        #expect(throws: WireError(.invalidValue(66), at: 3)) { try text("0f f6 02 42 1f") }
    }

    @Test func `cut and trailing bytes are errors`() {
        #expect(throws: WireError.self) { try text("0f f6 00") }
        #expect(throws: WireError.self) { try text("0f f6 01 05") }
        #expect(throws: WireError.self) { try text("0f f6 04 05 03 73fe") }
        #expect(throws: WireError(.trailing(count: 1), at: 8)) { try text("0f f6 06 05 03 73fea6 00") }
        #expect(throws: WireError.self) { try text("0f f6 06 42 1e 85f5e0ff") }
    }

    @Test func `a value keeps its own precision unless told otherwise`() throws {
        let bytes = ServerDocuments.bytes("0ff604030281 19".filter { $0 != " " })
        guard case .decimal(let value, let precision) = try JSONValue(JSONBinaryView(bytes.span)) else {
            Issue.record("no decimal")
            return
        }
        #expect(precision == 3)
        #expect(try JSONValue.decimal(value).encode() == bytes)
        let wider = try JSONValue.decimal(value, storedPrecision: 11).encode()
        #expect(wider == ServerDocuments.bytes("0ff6070b02800000 0119".filter { $0 != " " }))
        #expect(try JSONValue.decimal(value, storedPrecision: 2).encode() == bytes)
    }
}
