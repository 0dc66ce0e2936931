// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct WellKnownBinaryTests {
    private func text(_ bytes: [UInt8]) throws(WireError) -> String {
        var text = TextWriter()
        try GeometryView(bytes.span).write(to: &text)
        return text.string
    }

    /// What MySQL 9.7.4 stores, and what its `ST_AsText` gives.
    private static let shapes: [(text: String, hex: String)] = [
        (
            "POINT(1 2)",
            "000000000101000000000000000000f03f0000000000000040"
        ),
        (
            "LINESTRING(0 0,1.5 -1)",
            "0000000001020000000200000000000000000000000000000000000000000000000000f83f000000000000f0bf"
        ),
        (
            "POLYGON((0 0,4 0,4 4,0 0),(1 0.5,2 0.5,2 1,1 0.5))",
            "000000000103000000020000000400000000000000000000000000000000000000000000000000104000000000000000"
                + "00000000000000104000000000000010400000000000000000000000000000000004000000000000000000f03f000000"
                + "000000e03f0000000000000040000000000000e03f0000000000000040000000000000f03f000000000000f03f000000"
                + "000000e03f"
        ),
        (
            "MULTIPOINT((1 2),(3 4))",
            "000000000104000000020000000101000000000000000000f03f00000000000000400101000000000000000000084000"
                + "00000000001040"
        ),
        (
            "MULTILINESTRING((0 0,1 1),(-0.1 1.2345678901234568e17,1e15 1e-16))",
            "0000000001050000000200000001020000000200000000000000000000000000000000000000000000000000f03f0000"
                + "00000000f03f0102000000020000009a9999999999b9bf350f63bab4697b4300003426f56b0c43bc89d897b2d29c3c"
        ),
        (
            "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))",
            "000000000106000000020000000103000000010000000400000000000000000000000000000000000000000000000000"
                + "f03f0000000000000000000000000000f03f000000000000f03f00000000000000000000000000000000010300000001"
                + "000000040000000000000000001440000000000000144000000000000018400000000000001440000000000000184000"
                + "0000000000184000000000000014400000000000001440"
        ),
        (
            "GEOMETRYCOLLECTION(POINT(1e20 0.0000001),LINESTRING(1 1,2 2))",
            "000000000107000000020000000101000000408cb5781daf154448afbc9af2d77a3e0102000000020000000000000000"
                + "00f03f000000000000f03f00000000000000400000000000000040"
        ),
        (
            "GEOMETRYCOLLECTION EMPTY",
            "00000000010700000000000000"
        ),
        (
            "GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(3 4)),GEOMETRYCOLLECTION EMPTY)",
            "000000000107000000020000000107000000010000000101000000000000000000084000000000000010400107000000"
                + "00000000"
        ),
    ]

    @Test(arguments: shapes)
    func `a shape reads as the server's text`(text expected: String, hex: String) throws {
        #expect(try text(storedBytes(hex)) == expected)
    }

    @Test(arguments: shapes)
    func `a shape cut at any byte is an error, and so is a byte behind it`(text: String, hex: String) {
        let bytes = storedBytes(hex)
        for cut in 0..<bytes.count {
            #expect(throws: WireError.self) { try self.text([UInt8](bytes[..<cut])) }
        }
        #expect(throws: WireError(.trailing(count: 1), at: bytes.count - 4)) { try self.text(bytes + [0]) }
    }

    @Test
    func `numbers may be big-endian, shape by shape`() throws {
        let point = "00 00000001 3ff0000000000000 4000000000000000"
        #expect(try text(storedBytes("00000000" + point)) == "POINT(1 2)")
        let mixed = "00000000 01 04000000 02000000" + point + "01 01000000 000000000000f03f 0000000000000040"
        #expect(try text(storedBytes(mixed)) == "MULTIPOINT((1 2),(1 2))")
    }

    @Test(arguments: [
        ("02 01000000", "byte order 2"), ("01 00000000", "kind 0"), ("01 08000000", "kind 8"),
        ("01 e9030000", "kind 1001"),
        ("01 04000000 01000000 01 02000000 00000000 0000000000000000 0000000000000000", "a line among points"),
        ("01 06000000 01000000 01 07000000 00000000", "a collection among polygons"),
    ])
    func `a field without a meaning is refused`(hex: String, what: String) {
        let bytes = storedBytes("00000000" + hex)
        do throws(WireError) {
            let found = try text(bytes)
            Issue.record("\(what) was read as \(found)")
        } catch {
            guard case .invalidValue = error.kind else {
                Issue.record("\(what): \(error)")
                return
            }
        }
    }

    @Test(arguments: 2...7)
    func `a count that the bytes cannot hold is refused before it is used`(kind: UInt8) {
        let bytes = [0, 0, 0, 0, 1, kind, 0, 0, 0, 0xff, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 64)
        #expect(throws: WireError(.impossibleCount(0xffff_ffff), at: 9)) { try text(bytes) }
    }

    @Test(arguments: [
        (2, "LINESTRING"), (3, "POLYGON"), (4, "MULTIPOINT"), (5, "MULTILINESTRING"), (6, "MULTIPOLYGON"),
    ])
    func `a shape of nothing is called empty`(kind: UInt8, name: String) throws {
        #expect(try text([0, 0, 0, 0, 1, kind, 0, 0, 0, 0, 0, 0, 0]) == name + " EMPTY")
    }

    @Test
    func `collections nest to the limit and not beyond`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            var bytes: [UInt8] = [0, 0, 0, 0]
            for _ in 1..<depth { bytes += [1, 7, 0, 0, 0, 1, 0, 0, 0] }
            return bytes + [1, 7, 0, 0, 0, 0, 0, 0, 0]
        }
        let limit = GeometryView.nestingLimit
        let deepest = try text(nested(limit))
        #expect(deepest.hasSuffix("GEOMETRYCOLLECTION EMPTY" + String(repeating: ")", count: limit - 1)))
        for depth in [limit + 1, limit + 2, 10_000] {
            do throws(WireError) {
                let found = try text(nested(depth))
                Issue.record("\(depth) levels were read as \(found)")
            } catch {
                #expect(error.kind == .nestedTooDeep(limit: limit))
            }
        }
    }

    @Test
    func `damaged shapes are text or an error`() {
        var numbers = RepeatableNumbers(state: 255)
        var errors = 0
        for (_, hex) in Self.shapes {
            for _ in 0..<300 {
                var bytes = storedBytes(hex)
                bytes[Int.random(in: 4..<bytes.count, using: &numbers)] = UInt8(truncatingIfNeeded: numbers.next())
                do throws(WireError) { _ = try text(bytes) } catch { errors += 1 }
            }
        }
        #expect(errors > 100)
    }
}
