// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct SequenceNumbersTests {
    /// Which of `found` are accepted, one after the other.
    private func accepted(_ found: [UInt8], by numbers: inout SequenceNumbers) -> [Bool] {
        found.map { numbers.accept($0) }
    }

    @Test func `numbers count on from each other and wrap behind 255`() {
        var numbers = SequenceNumbers(next: 254)
        let taken = numbers.take()
        #expect(taken == 254)
        let verdicts = accepted([255, 0, 2], by: &numbers)
        #expect(verdicts == [true, true, false])
        #expect(numbers.next == 1)
        numbers.reset()
        #expect(numbers.next == 0)
    }

    @Test func `HC-083 a source that read an acknowledgement restarts at 1, once`() {
        var numbers = SequenceNumbers(next: 40)
        let before = accepted([1], by: &numbers)
        #expect(before == [false])
        numbers.permitRestart()
        // Packets that were under way come first.
        let after = accepted([40, 1, 2, 1], by: &numbers)
        #expect(after == [true, true, true, false])
    }

    @Test func `numbers inside compressed frames are not looked at`() {
        var numbers = SequenceNumbers(next: 68, areChecked: false)
        let verdicts = accepted([2], by: &numbers)
        #expect(verdicts == [true])
        #expect(numbers.next == 3)
    }
}
