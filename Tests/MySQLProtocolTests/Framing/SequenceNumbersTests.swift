// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import Testing

struct SequenceNumbersTests {
    @Test func `numbers count on from each other and wrap behind 255`() {
        var numbers = SequenceNumbers(next: 254)
        #expect(numbers.take() == 254)
        #expect(numbers.accept(255))
        #expect(numbers.accept(0))
        #expect(numbers.next == 1)
        #expect(!numbers.accept(2))
        #expect(numbers.next == 1)
        numbers.reset()
        #expect(numbers.next == 0)
    }

    @Test func `HC-083 a source that read an acknowledgement restarts at 1, once`() {
        var numbers = SequenceNumbers(next: 40)
        #expect(!numbers.accept(1))
        numbers.permitRestart()
        // Packets that were under way come first.
        #expect(numbers.accept(40))
        #expect(numbers.accept(1))
        #expect(numbers.accept(2))
        #expect(!numbers.accept(1))
    }

    @Test func `numbers inside compressed frames are not looked at`() {
        var numbers = SequenceNumbers(next: 68, areChecked: false)
        #expect(numbers.accept(2))
        #expect(numbers.next == 3)
    }
}
