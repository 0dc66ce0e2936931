// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import ReplicationLag
import Testing
import lagwatch

/// The page in headless Chromium, as Debian packages it.
struct BrowserTests {
    /// The browser; nil where there is none.
    private static let path = ["chromium-headless-shell", "chromium"].map { "/usr/bin/" + $0 }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The page's elements after its scripts have run, and what the browser said meanwhile.
    private func load(_ address: String, _ options: [String] = []) async throws -> (page: String, complaints: [String])
    {
        let folder = NSTemporaryDirectory() + "browser-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try await ChildResult.collect(
            running: try #require(BrowserTests.path),
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=\(folder)",
                "--enable-logging=stderr", "--virtual-time-budget=4000", "--dump-dom",
            ] + options + [address]
        )
        try #require(result.status == 0, "\(result.errorText)")
        let complaints = result.errorText.split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init)
        return (result.text, complaints)
    }

    private func serving<Value>(_ rounds: [LagRound], _ body: (String) async throws -> Value) async throws -> Value {
        let now = rounds.last?.time ?? LagSamples.noon
        let board = StatusBoard(interval: .seconds(1), now: { now })
        for round in rounds { board.take(round) }
        return try await StatusServer.run(
            at: ListenAddress(host: "127.0.0.1", port: 0),
            answering: board.answer
        ) { try await body("http://\($0)/") }
    }

    /// The points of a curve: its moves and lines.
    private func points(_ curve: String, in page: String) throws -> Int {
        let chart = try #require(page.firstRange(of: "class=\"\(curve)\""))
        let path = try #require(page[chart.upperBound...].firstMatch(of: /class="curve" d="([^"]*)"/))
        return path.1.count { $0 == "M" || $0 == "L" }
    }

    @Test(.enabled(if: path != nil, "chromium-headless-shell is not here"))
    func `the page draws the samples and says the states, without a word in the console`() async throws {
        try await serving(LagSamples.story(seconds: 120)) { address in
            let (page, complaints) = try await load(address + "?seconds=300", ["--window-size=1280,900"])
            #expect(complaints == [])
            #expect(page.contains("data-state=\"BEHIND\""))
            #expect(page.contains("<p id=\"summary\" role=\"status\" aria-live=\"polite\">BEHIND</p>"))
            #expect(page.contains(">source db1</b>"))
            // Ten seconds of it have no lag that is known: the curve has two pieces there, and a red band below.
            #expect(try points("lag-chart", in: page) >= 100)
            #expect(try points("backlog-chart", in: page) >= 100)
            #expect(page.contains("class=\"band-3\"") && page.contains("class=\"band-0\""))
            #expect(page.contains("<div id=\"stale\" role=\"alert\" hidden=\"\"></div>"))
        }
    }

    @Test(.enabled(if: path != nil, "chromium-headless-shell is not here"))
    func `what servers say is text and no markup`() async throws {
        let story = Array(LagSamples.story(seconds: 100).prefix(56))
        try await serving(story) { address in
            let (page, complaints) = try await load(address)
            #expect(complaints == [])
            #expect(page.contains("data-state=\"STOPPED\""))
            #expect(page.contains("Duplicate entry '&lt;b&gt;7&lt;/b&gt;' for key"))
        }
    }

    @Test(.enabled(if: path != nil, "chromium-headless-shell is not here"))
    func `every state of every replica has its card, on a phone too`() async throws {
        var samples = [
            LagSamples.sample("one", .caughtUp, bytes: 0, transactions: 0), LagSamples.sample("two", .idle),
            LagSamples.sample("three", .delayed(seconds: 3600), lag: 3599, transactions: 8),
            LagSamples.sample("four", channel: "north", .unknown("cannot be asked: connection refused")),
        ]
        samples[1].clockSkew = ClockOffset(microseconds: 90_000_000, error: 500)
        samples[2].forecast = .seconds(95, earliest: 80, latest: 130)
        try await serving([LagSamples.round(1, samples)]) { address in
            let (page, complaints) = try await load(address, ["--window-size=360,740"])
            #expect(complaints == [])
            for name in SampleHistory.stateNames where !["BEHIND", "STOPPED"].contains(name) {
                #expect(page.contains("data-state=\"\(name)\""), "\(name)")
            }
            #expect(page.contains("channel north"))
            #expect(page.contains("caught up in 1 min 35 s"))
            #expect(page.contains("1 min 30 s ahead"))
            #expect(page.contains("UNKNOWN, 1 DELAYED, 1 IDLE, 1 CAUGHT UP"))
        }
    }

    @Test(.enabled(if: path != nil, "chromium-headless-shell is not here"))
    func `a page without samples says that it waits`() async throws {
        try await serving([]) { address in
            let (page, complaints) = try await load(address)
            #expect(complaints == [])
            #expect(page.contains("waiting for the first sample"))
        }
    }
}
