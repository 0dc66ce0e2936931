// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

@Suite struct TimeSearchTests {
    private func found(_ begun: [UInt32], before time: UInt32) -> (index: Int?, questions: Int) {
        var search = TimeSearch(among: begun.count, before: time)
        var questions = 0
        while let question = search.question {
            search.answer(begun: begun[question])
            questions += 1
        }
        return (search.result, questions)
    }

    @Test(arguments: [(5, 0), (10, 0), (11, 0), (20, 0), (21, 1), (31, 2), (99, 4)] as [(UInt32, Int)])
    func `the last log begun before the moment is the one`(_ time: UInt32, _ index: Int) {
        #expect(found([10, 20, 30, 40, 50], before: time).index == index)
    }

    @Test func `a thousand logs take ten questions at most`() {
        let begun = (0..<1000).map { UInt32($0) * 60 }
        for time in stride(from: 0, to: 60_000, by: 977) {
            let (index, questions) = found(begun, before: UInt32(time))
            #expect(index == max(0, (time - 1) / 60))
            #expect(questions <= 10)
        }
    }

    @Test func `where there is no log there is no answer`() {
        #expect(found([], before: 7).index == nil)
        #expect(found([9], before: 7).index == 0)
    }
}
