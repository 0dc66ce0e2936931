// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Testing

struct ArgumentSpellingTests {
    private func normalized(_ arguments: String...) -> [String] {
        ArgumentSpelling.normalized(arguments, switches: ["verify-binlog-checksum"])
    }

    @Test
    func `underscores in the names of options are dashes`() {
        #expect(normalized("--start_position=4") == ["--start-position=4"])
        #expect(normalized("--stop_datetime", "2024-01-01 00:00:00") == ["--stop-datetime", "2024-01-01 00:00:00"])
        #expect(normalized("--start-position=4") == ["--start-position=4"])
    }

    @Test
    func `underscores in values, files and short options stay`() {
        #expect(normalized("--include=shop_a.t_b=c_d") == ["--include=shop_a.t_b=c_d"])
        #expect(normalized("my_file", "-d", "my_db") == ["my_file", "-d", "my_db"])
        #expect(normalized("-", "-vv") == ["-", "-vv"])
    }

    @Test(arguments: ["0", "off", "OFF", "false", "False"])
    func `a switch that is turned off is skipped`(_ value: String) {
        #expect(normalized("--verify_binlog_checksum=\(value)") == ["--skip-verify-binlog-checksum"])
    }

    @Test(arguments: ["1", "on", "ON", "true"])
    func `a switch that is turned on is the option itself`(_ value: String) {
        #expect(normalized("--verify-binlog-checksum=\(value)") == ["--verify-binlog-checksum"])
    }

    @Test
    func `what is no switch, or no truth value, keeps its value`() {
        #expect(normalized("--start-position=0") == ["--start-position=0"])
        #expect(normalized("--verify-binlog-checksum=2") == ["--verify-binlog-checksum=2"])
        #expect(normalized("--base64-output=") == ["--base64-output="])
    }

    @Test
    func `behind two dashes all are files`() {
        #expect(normalized("--", "--start_position=4", "-V") == ["--", "--start_position=4", "-V"])
    }

    @Test
    func `the short option for the version is MySQL's`() {
        #expect(normalized("-V") == ["--version"])
    }

    @Test
    func `nothing stays nothing`() {
        #expect(normalized() == [])
        #expect(normalized("") == [""])
    }
}
