// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import ReplicationLag
import Testing

@Suite struct HeartbeatTimeTests {
    @Test(arguments: [
        ("2013-01-02T03:04:05.000710", 1_357_095_845_000_710),
        ("2013-01-02 03:04:05", 1_357_095_845_000_000),
        ("2013-01-02T03:04:05.5", 1_357_095_845_500_000),
        ("2013-01-02T03:04:05.1234567", 1_357_095_845_123_456),
        ("1970-01-01T00:00:00.000000", 0),
        ("2024-02-29T23:59:59.999999", 1_709_251_199_999_999),
        ("2000-03-01 00:00:00", 951_868_800_000_000),
    ])
    func `text of a heartbeat is a moment in UTC`(_ text: String, _ expected: Int64) {
        #expect(HeartbeatTime.microseconds(of: text) == expected)
    }

    @Test(arguments: [
        "", "now", "2013-01-02", "2013-13-02T03:04:05", "2013-01-02T25:04:05", "2013-01-02T03:04",
        "2013-1-2-3 03:04:05",
        "2013-01-02T03:04:05.", "2013-01-02T03:04:05.x", "-013-01-02T03:04:05", "99999-01-02T03:04:05",
        "0x13-01-02T03:04:05",
        "2013-01-02T03:04:0\u{663}",
    ])
    func `other text is none`(_ text: String) {
        #expect(HeartbeatTime.microseconds(of: text) == nil)
    }

    @Test func `a local time is what the zone makes of it`() {
        let moment = HeartbeatTime.microseconds(of: "2013-01-02T03:04:05.25") { text in
            text == "2013-01-02 03:04:05" ? 100 : nil
        }
        #expect(moment == 100_250_000)
        #expect(HeartbeatTime.microseconds(of: "2013-01-02T03:04:05") { _ in nil } == nil)
    }

    @Test func `what is written is read again`() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<2_000 {
            let moment = Int64.random(in: -2_000_000_000_000_000...250_000_000_000_000_000, using: &random)
            let text = HeartbeatTime.text(moment)
            guard text.utf8.count == 26 else { continue }
            #expect(HeartbeatTime.microseconds(of: text) == moment, "\(text)")
        }
    }
}
