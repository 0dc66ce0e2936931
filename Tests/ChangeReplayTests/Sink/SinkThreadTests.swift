// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import NIOPosix
import Testing

@Suite struct SinkThreadTests {
    @Test func `what blocks runs on a thread of its own, also behind an await`() async throws {
        let isOnLoop = try await SinkThread.run { () async -> [Bool] in
            let before = MultiThreadedEventLoopGroup.currentEventLoop != nil
            await Task.yield()
            return [before, MultiThreadedEventLoopGroup.currentEventLoop != nil]
        }
        #expect(isOnLoop == [true, true])
    }

    @Test func `what the body throws is thrown`() async {
        struct Refused: Error {}
        await #expect(throws: Refused.self) {
            try await SinkThread.run { () async throws in throw Refused() }
        }
    }
}
