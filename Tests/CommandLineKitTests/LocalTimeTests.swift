// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLTypes
import Testing

/// What holds in every time zone: these tests run in the one of the machine.
struct LocalTimeTests {
    private func text(_ seconds: UInt32) -> String {
        var time = LocalTime()
        var writer = TextWriter()
        time.write(seconds, to: &writer)
        return writer.string
    }

    @Test(arguments: [86_400, 951_782_400, 1_709_251_199, 1_767_261_600, 2_147_483_647, 2_147_483_648, 4_294_880_895])
    func `a moment that is written is read as the same`(_ seconds: UInt32) {
        #expect(LocalTime.seconds(of: text(seconds)) == seconds)
        #expect(LocalTime.seconds(of: text(seconds).replacing(" ", with: "T")) == seconds)
    }

    @Test
    func `the last moment is not lost for the next`() {
        var time = LocalTime()
        let first = time.parts(of: 1_767_261_600)
        #expect(time.parts(of: 1_767_261_600) == first)
        #expect(time.parts(of: 1_767_261_601) != first)
        #expect(time.parts(of: 1_767_261_600) == first)
    }

    @Test
    func `a date alone is its midnight`() throws {
        let midnight = try #require(LocalTime.seconds(of: "2024-02-29"))
        #expect(LocalTime.seconds(of: "2024-02-29 00:00:00") == midnight)
        #expect(text(midnight) == "2024-02-29 00:00:00")
        #expect(LocalTime.seconds(of: "2024-02-29 12:34") == LocalTime.seconds(of: "2024-02-29 12:34:00"))
    }

    @Test
    func `seconds since 1970 stand behind an at sign`() {
        #expect(LocalTime.seconds(of: "@0") == 0)
        #expect(LocalTime.seconds(of: "@1767261600") == 1_767_261_600)
        #expect(LocalTime.seconds(of: "@4294967295") == .max)
        #expect(LocalTime.seconds(of: "@4294967296") == nil)
        #expect(LocalTime.seconds(of: "@-1") == nil)
        #expect(LocalTime.seconds(of: "@") == nil)
    }

    @Test(arguments: [
        "", " ", "now", "2024", "2024-02", "2024-13-01", "2024-00-10", "2024-01-32", "2024-01-01 24:00:00",
        "2024-01-01 00:60:00", "2024-01-01 00:00:61", "2024-01-01 00", "2024-01-01 00:00:", "2024-01-01 00:00:00 UTC",
        "1969-12-30 00:00:00", "2107-01-01 00:00:00", "2024-01-01 00:00:0x", "24-01-01T", "-2024-01-01",
        "99999999999-01-01", "2024--01", "2024-+1-01", "2024-01-01 1::2:3", "2024-01-01 -1:00:00",
    ])
    func `what is no time is none`(_ text: String) {
        #expect(LocalTime.seconds(of: text) == nil)
    }

    @Test(arguments: ["2023-02-29", "2024-02-30 12:00:00", "2024-04-31"])
    func `a day that its month does not have is none`(_ text: String) {
        #expect(LocalTime.seconds(of: text) == nil)
    }
}
