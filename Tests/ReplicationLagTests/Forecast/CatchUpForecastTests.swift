// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing

@Suite struct CatchUpForecastTests {
    @Test func `a backlog that shrinks evenly ends when the line meets zero`() {
        let points = (0..<10).map { CatchUpForecast.Point(time: Double($0), backlog: 1_000 - 50 * Double($0)) }
        guard case .seconds(let seconds, _, _) = CatchUpForecast(points) else {
            Issue.record("no forecast: \(CatchUpForecast(points))")
            return
        }
        #expect(abs(seconds - 11) < 0.001)
    }

    @Test func `a backlog that grows is never caught up with`() {
        let points = (0..<10).map { CatchUpForecast.Point(time: Double($0), backlog: 100 + 5 * Double($0)) }
        #expect(CatchUpForecast(points) == .never)
    }
}
