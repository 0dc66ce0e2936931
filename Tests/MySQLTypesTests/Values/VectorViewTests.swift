// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

struct VectorViewTests {
    private func text(_ bytes: [UInt8]) throws(WireError) -> String {
        let view = try VectorView(bytes.span)
        var text = TextWriter()
        view.write(to: &text)
        return text.string
    }

    @Test
    func `a vector reads as VECTOR_TO_STRING of MySQL 9.7 prints it`() throws {
        let hex =
            "0000803f 00002040 00000080 01000000 ffff7f7f cdcccc3d 4020f147 c020f147 28b49649 "
            + "00008000 f8237449 7b96184b f9021550 fff003ad"
        let expected =
            "[1.00000e+00,2.50000e+00,-0.00000e+00,1.40130e-45,3.40282e+38,1.00000e-01,1.23456e+05,1.23458e+05,"
            + "1.23456e+06,1.17549e-38,1.00000e+06,1.00000e+07,1.00000e+10,-7.50000e-12]"
        #expect(try text(storedBytes(hex)) == expected)
    }

    @Test(arguments: [("0000807f", "[inf]"), ("000080ff", "[-inf]"), ("0000c07f", "[nan]"), ("", "[]")])
    func `what is no number is printed as the server does`(hex: String, expected: String) throws {
        #expect(try text(storedBytes(hex)) == expected)
    }

    @Test
    func `numbers are read in place`() throws {
        let bytes = storedBytes("0000803f 00002040")
        let view = try VectorView(bytes.span)
        #expect(view.count == 2)
        #expect(view[0] == 1)
        #expect(view[1] == 2.5)
    }

    @Test(arguments: [1, 2, 3, 5, 7])
    func `bytes that are no whole number of floats are refused`(count: Int) {
        let bytes = [UInt8](repeating: 0, count: count)
        #expect(throws: WireError(.trailing(count: count % 4), at: count / 4 * 4)) { try text(bytes) }
    }
}
