// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReplicationLag
import Synchronization
import Testing
import lagwatch

struct StatusBoardTests {
    private static func board(_ rounds: [LagRound] = [], later seconds: Int64 = 0) -> StatusBoard {
        let now = (rounds.last?.time ?? LagSamples.noon) + seconds * 1_000_000
        let board = StatusBoard(interval: .seconds(1), now: { now })
        for round in rounds { board.take(round) }
        return board
    }

    private static func object(_ answer: StatusAnswer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    private static func asked(_ target: String, _ method: String = "GET") -> StatusRequest {
        StatusRequest(method: method, target: target)
    }

    @Test func `there are four paths, and two methods`() {
        let board = StatusBoardTests.board(LagSamples.story(seconds: 10))
        for target in ["/", "/metrics", "/samples.json", "/healthz", "/?seconds=900", "/metrics?x"] {
            #expect(board.answer(StatusBoardTests.asked(target)).status == 200, "\(target)")
        }
        for target in ["", "//", "/index.html", "/metrics/", "/../etc/passwd", "/%2e%2e", "*", "http://other/"] {
            #expect(board.answer(StatusBoardTests.asked(target)).status == 404, "\(target)")
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"] {
            let answer = board.answer(StatusBoardTests.asked("/", method))
            #expect(answer.status == 405)
            #expect(answer.fields["allow"] == "GET, HEAD")
        }
    }

    @Test func `the samples are those that were taken, in order, with the newest whole`() throws {
        let board = StatusBoardTests.board(LagSamples.story(seconds: 100))
        let document = try StatusBoardTests.object(board.answer(StatusBoardTests.asked("/samples.json")))
        #expect(document["interval"] as? Int == 1_000)
        #expect(document["newest"] as? Int == 100)
        let replicas = try #require(document["replicas"] as? [[String: Any]])
        #expect(replicas.count == 1)
        let points = try #require(replicas[0]["points"] as? [[Any]])
        #expect(points.count == 100)
        #expect(points.map { $0[4] as? Int }.filter { $0 == 3 }.count == 10)
        // Stopped, the lag is not known here: null, and no zero.
        #expect(points[55][1] is NSNull)
        #expect(points[30][1] as? Int == 6_000)
        let latest = try #require(replicas[0]["latest"] as? [String: Any])
        #expect(latest["state"] as? String == "BEHIND")
    }

    @Test func `who has seen some samples gets the rest`() throws {
        let board = StatusBoardTests.board(LagSamples.story(seconds: 100))
        for (after, count) in [("97", 3), ("100", 0), ("4000", 0), ("0", 100)] {
            let document = try StatusBoardTests.object(
                board.answer(StatusBoardTests.asked("/samples.json?after=\(after)"))
            )
            let replicas = try #require(document["replicas"] as? [[String: Any]])
            #expect((replicas[0]["points"] as? [[Any]])?.count == count, "after \(after)")
        }
        for after in ["", "-1", "x", "1e3", "99999999999999999999999"] {
            #expect(
                board.answer(StatusBoardTests.asked("/samples.json?after=\(after)")).status == 400,
                "after \(after)"
            )
        }
    }

    @Test func `health is bad before the first sample and when none comes any more`() {
        #expect(StatusBoardTests.board().answer(StatusBoardTests.asked("/healthz")).status == 503)
        let story = LagSamples.story(seconds: 3)
        #expect(StatusBoardTests.board(story, later: 9).answer(StatusBoardTests.asked("/healthz")).status == 200)
        let late = StatusBoardTests.board(story, later: 11).answer(StatusBoardTests.asked("/healthz"))
        #expect(late.status == 503)
        #expect(String(decoding: late.body, as: UTF8.self) == "the last sample was taken 11 s ago\n")
    }

    @Test func `the page runs its own script and style and fetches nothing from elsewhere`() throws {
        let answer = StatusBoardTests.board().answer(StatusBoardTests.asked("/"))
        let policy = try #require(answer.fields["content-security-policy"])
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains(StatusPage.scriptHash) && policy.contains(StatusPage.styleHash))
        let page = String(decoding: answer.body, as: UTF8.self)
        for word in ["src=\"", "@import", "url(", "innerHTML", "eval(", "document.write"] {
            #expect(!page.contains(word), "\(word)")
        }
    }
}
