// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Testing

struct DurationTextTests {
    @Test(arguments: [
        ("30s", Duration.seconds(30)), ("30", .seconds(30)), ("500ms", .milliseconds(500)), ("1.5m", .seconds(90)),
        ("2min", .seconds(120)), ("2h", .seconds(7_200)), ("1d", .seconds(86_400)), ("0", .zero),
        (".5s", .milliseconds(500)),
        ("10000d", .seconds(864_000_000)),
    ])
    func `a number and a unit are a duration`(_ text: String, _ duration: Duration) {
        #expect(DurationText(text)?.value == duration)
    }

    @Test(arguments: [
        "", "s", "-1s", "+1s", "1 s", "1x", "1e3", "inf", "nan", "0x10", "1.2.3s", "10001d",
        "99999999999999999999999999d", "१s",
    ])
    func `anything else is none`(_ text: String) {
        #expect(DurationText(text) == nil)
    }
}
