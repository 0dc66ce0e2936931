// SPDX-License-Identifier: Apache-2.0
import MySQLTypes
import Testing

struct SQLTextTests {
    @Test func `names stand in backticks, and those within are doubled`() {
        #expect(SQLText.name("stock") == "`stock`")
        #expect(SQLText.name("a`b``c.d'") == "`a``b````c.d'`")
        #expect(SQLText.name("") == "``")
        #expect(SQLText.table("a.b", "c`d") == "`a.b`.`c``d`")
        for name in ["stock", "a`b", "Straße", "e\u{301}`\u{301}", ""] {
            var text = TextWriter()
            SQLText.name(name, to: &text)
            #expect(text.string == SQLText.name(name))
        }
    }

    @Test func `texts stand in quotation marks, and those and backslashes within are doubled`() {
        #expect(SQLText.literal("o'brien\\") == "'o''brien\\\\'")
        #expect(SQLText.literal("''") == "''''''")
        #expect(SQLText.literal("") == "''")
        // A mark that combines with a quotation mark does not hide it.
        #expect(Array(SQLText.literal("'\u{301}").utf8) == Array("'''\u{301}'".utf8))
    }
}
