// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLTypes
import Testing

struct TerminalTableTests {
    private func text(_ header: [String], _ rows: [[String]]) -> [String] {
        var writer = TextWriter()
        TerminalTable(header, rows).write(to: &writer)
        return writer.string.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test
    func `the first column stands to the left and the others to the right`() {
        #expect(
            text(["name", "count"], [["a", "1"], ["longer", "1000000"]]) == [
                "name      count", "------  -------", "a             1", "longer  1000000", "",
            ]
        )
    }

    @Test
    func `characters are counted and not bytes`() {
        #expect(text(["n", "c"], [["żó", "1"], ["abc", "2"]]) == ["n    c", "---  -", "żó   1", "abc  2", ""])
    }

    @Test
    func `one column has nothing behind it`() {
        #expect(text(["name"], [["a"], ["longer"]]) == ["name", "------", "a", "longer", ""])
    }

    @Test
    func `no rows leave the heading`() {
        #expect(text(["a", "b"], []) == ["a  b", "-  -", ""])
    }

    @Test
    func `cells that a heading does not name are left out`() {
        #expect(text(["a"], [["1", "2"]]).contains { $0.contains("2") } == false)
    }
}
