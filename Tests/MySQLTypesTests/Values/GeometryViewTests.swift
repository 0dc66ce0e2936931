// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct GeometryViewTests {
    @Test
    func `a value is the reference system and the shape`() throws {
        let bytes = storedBytes("e6100000 0101000000 000000000000f03f 0000000000000040")
        let view = GeometryView(bytes.span)
        #expect(view.srid == 4326)
        #expect(view.wkb.count == 21)
        var text = TextWriter()
        try view.write(to: &text)
        #expect(text.string == "POINT(1 2)")
    }

    @Test(arguments: 0...3)
    func `a value too short for a reference system is an error only when it is written`(count: Int) {
        let bytes = [UInt8](repeating: 1, count: count)
        let view = GeometryView(bytes.span)
        #expect(view.srid == 0)
        #expect(view.wkb.count == count)
        var text = TextWriter()
        #expect(throws: WireError.self) { try GeometryView(bytes.span).write(to: &text) }
    }

    @Test
    func `what was written before an error is taken back, and what stood before stays`() {
        let bytes = storedBytes("00000000 0101000000 000000000000f03f 00")
        var text = TextWriter()
        text.append("before")
        #expect(throws: WireError(.truncated(needed: 8, available: 1), at: 13)) {
            try GeometryView(bytes.span).write(to: &text)
        }
        #expect(text.string == "before")
    }
}
