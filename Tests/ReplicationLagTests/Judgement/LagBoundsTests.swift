// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing

@Suite struct LagBoundsTests {
    @Test func `values are brought between the bounds`() {
        let bounds = LagBounds(least: 10, most: 20)
        #expect(bounds.clamp(5) == 10 && bounds.clamp(15) == 15 && bounds.clamp(25) == 20)
        #expect(LagBounds(least: 10, most: nil).clamp(25) == 25)
        #expect(bounds.middle == 15 && LagBounds(least: 10, most: nil).middle == 10)
    }
}
