// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

/// Letters stand for what transactions do; equal letters do the same.
struct MatchDecisionTests {
    private func contents(_ text: String) -> [TransactionContent] {
        text.utf8.map { TransactionContent(digest: UInt32($0), byteCount: 1, timestamp: 1, serverID: 1) }
    }

    private func decide(_ before: String, _ after: String, _ found: String) -> MatchDecision {
        MatchDecision(before: contents(before), after: contents(after), found: contents(found))
    }

    @Test func `what occurs once on both sides tells the place`() {
        #expect(decide("abc", "def", "abcdef") == .behind(2))
        #expect(decide("abc", "def", "bcde") == .behind(1))
        // What the other log lacks on one side does not matter while the other side is there.
        #expect(decide("abc", "def", "abdef") == .behind(1))
        #expect(decide("", "def", "def") == .before(0))
        #expect(decide("abc", "", "abc") == .behind(2))
        #expect(decide("abc", "def", "abc") == .behind(2))
    }

    @Test func `order decides where contents occur more than once`() {
        #expect(decide("axx", "xb", "axxxb") == .behind(2))
        #expect(decide("axx", "xb", "axxb") == .ambiguous)
        #expect(decide("axx", "xb", "axxxxb") == .ambiguous)
        #expect(decide("axbx", "xcx", "axbxxcx") == .behind(3))
        #expect(decide("xx", "xx", "xxxx") == .ambiguous)
        #expect(decide("axx", "", "axx") == .behind(2))
        #expect(decide("axx", "", "axxx") == .ambiguous)
        // Behind an anchor no other order is left.
        #expect(decide("xa", "xb", "xaxb") == .behind(1))
        #expect(decide("", "xxb", "xxb") == .before(0))
    }

    @Test func `a parallel applier's order is told where it crosses the place, and else does not matter`() {
        #expect(decide("abc", "def", "bacfed") == .behind(2))
        #expect(decide("abc", "def", "abdcef") == .otherOrder(last: 3, first: 2))
    }

    @Test func `a log that does not reach the place is no match`() {
        #expect(decide("abc", "def", "ab") == .notReached)
        #expect(decide("abc", "def", "") == .nothing)
        #expect(decide("abc", "", "ab") == .notReached)
    }

    @Test func `a log that begins behind the place, with something missing in between, is no match`() {
        #expect(decide("abc", "def", "ef") == .beginsLater)
        #expect(decide("", "def", "f") == .beginsLater)
        #expect(decide("abc", "xxdef", "def") == .beginsLater)
        // With what stands before the place, what is missing behind it was filtered.
        #expect(decide("abc", "def", "aef") == .behind(0))
        #expect(decide("abc", "def", "def") == .before(0))
    }
}
