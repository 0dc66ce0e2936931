// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import NIOCore
import Testing

@Suite struct SilenceWatchTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private let limit = TimeAmount.seconds(30)

    @Test func `a wait that lasts as long as allowed is over`() {
        var watch = SilenceWatch()
        #expect(watch.begin(at: start, limit: limit) == limit)
        #expect(watch.fired(at: start + limit, isWaiting: true) == .over)
    }

    @Test func `many waits have one timer, which goes on for the last of them`() {
        var watch = SilenceWatch()
        #expect(watch.begin(at: start, limit: limit) == limit)
        for second in 1...20 as ClosedRange<Int64> {
            #expect(watch.begin(at: start + .seconds(second), limit: limit) == nil)
        }
        #expect(watch.fired(at: start + limit, isWaiting: true) == .again(in: .seconds(20)))
        #expect(watch.begin(at: start + .seconds(40), limit: limit) == nil)
        #expect(watch.fired(at: start + .seconds(50), isWaiting: true) == .again(in: .seconds(20)))
        #expect(watch.fired(at: start + .seconds(70), isWaiting: true) == .over)
    }

    @Test func `a timer that fires while nobody waits ends, and the next wait sets another`() {
        var watch = SilenceWatch()
        _ = watch.begin(at: start, limit: limit)
        #expect(watch.fired(at: start + limit, isWaiting: false) == .nothing)
        #expect(watch.begin(at: start + .seconds(31), limit: limit) == limit)
    }

    @Test func `a shorter wait than the one before has a timer of its own, and the older one changes nothing`() {
        var watch = SilenceWatch()
        #expect(watch.begin(at: start, limit: limit) == limit)
        #expect(watch.begin(at: start, limit: .seconds(1)) == .seconds(1))
        #expect(watch.fired(at: start + .seconds(1), isWaiting: true) == .over)
        #expect(watch.fired(at: start + limit, isWaiting: false) == .nothing)
    }
}
