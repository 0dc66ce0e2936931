// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import Testing

struct SeededRandomTests {
    @Test func `A seed gives the known numbers of SplitMix64`() {
        var random = SeededRandom(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in random.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ]
        )
        #expect("\(random)" == "MYSQL_TEST_SEED=1234567")
    }

    @Test func `The same seed does the same damage`() {
        var first = Mutator(SeededRandom(seed: 7))
        var second = Mutator(SeededRandom(seed: 7))
        let bytes = [UInt8](0..<100)
        let damaged = (0..<100).map { _ in first.mutated(bytes) }
        #expect(damaged == (0..<100).map { _ in second.mutated(bytes) })
        #expect(Set(damaged).count > 90)
        #expect(first.mutated([]) != [])
    }

    @Test func `Hexadecimal digits are bytes and back`() {
        #expect([UInt8](hex: "00 fF\n1a") == [0, 0xff, 0x1a])
        #expect([0, 0xff, 0x1a].hex == "00ff1a")
        #expect([UInt8](hex: "") == [])
    }
}
