// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import ReplicationLag
import Testing
import lagwatch

struct MetricsTextTests {
    /// Every figure that there is, with names that need escapes.
    static var history: SampleHistory {
        var history = SampleHistory()
        var sample = LagSamples.sample(
            "a\"b\\c\nd",
            channel: "näh,}",
            .delayed(seconds: 3600),
            lag: 12.5,
            bytes: 1 << 40,
            transactions: 7
        )
        sample.applyDelay = 1_250
        sample.receiveDelay = 7
        sample.heartbeatLag = 3_000_000
        sample.unreceivedBytes = 100_000
        sample.reportedSeconds = 12
        sample.sampledLag = LagBounds(least: 1_000_000, most: nil)
        sample.clockSkew = ClockOffset(microseconds: -1_500_000, error: 200)
        sample.forecast = .seconds(90.25, earliest: 80, latest: nil)
        sample.rates.writtenBytes = 1e-7
        sample.rates.appliedBytes = 3
        sample.rates.writtenTransactions = 0.1
        sample.rates.appliedTransactions = 1e21
        sample.origin = OriginLag(name: "root")
        sample.origin?.commitLag = 5
        var worker = ApplierWorker(id: 1)
        worker.isBusy = true
        sample.workers = [worker]
        history.take(LagSamples.round(1, [sample, LagSamples.sample(.unknown("cannot be asked"))]))
        return history
    }

    static let text = String(decoding: MetricsText.bytes(of: history), as: UTF8.self)

    @Test func `every figure has one head, and its values stand together behind it`() throws {
        var seen: [String] = []
        var current = ""
        for line in MetricsTextTests.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            if line.hasPrefix("# HELP ") {
                try #require(words.count == 4)
                #expect(!seen.contains(words[2]), "\(line)")
                current = words[2]
                seen.append(current)
            } else if line.hasPrefix("# TYPE ") {
                #expect(words[2] == current && ["gauge", "counter"].contains(words[3]), "\(line)")
            } else {
                #expect(line.hasPrefix(current + "{"), "\(line)")
            }
        }
        #expect(Set(seen).isSubset(of: MetricsText.names))
        // Only what needs an answer of a source is missing here.
        #expect(Set(MetricsText.names).subtracting(seen) == ["lagwatch_source_read_only"])
        #expect(MetricsTextTests.text.hasSuffix("\n"))
    }

    @Test func `names of servers cannot break a line`() {
        let labels = #"{replica="a\"b\\c\nd",channel="näh,}""#
        #expect(MetricsTextTests.text.contains("\nlagwatch_lag_seconds\(labels)} 12.5\n"))
        #expect(MetricsTextTests.text.contains("\nlagwatch_delay_seconds\(labels)} 3600\n"))
        #expect(MetricsText.escaped("a\r\u{0}ä") == "a\r\u{0}ä")
    }

    @Test func `what is not known is left out, and never is infinite`() {
        #expect(
            MetricsTextTests.text.contains("lagwatch_replica_state{replica=\"db2\",channel=\"\",state=\"unknown\"} 1\n")
        )
        #expect(!MetricsTextTests.text.contains("lagwatch_lag_seconds{replica=\"db2\""))
        #expect(MetricsTextTests.text.contains(",bound=\"latest\"} +Inf\n"))
        #expect(MetricsTextTests.text.contains(",bound=\"most\"} +Inf\n"))
    }

    @Test func `one state of each channel is 1`() {
        let lines = MetricsTextTests.text.split(separator: "\n").filter { $0.hasPrefix("lagwatch_replica_state{") }
        #expect(lines.count == 12)
        #expect(lines.filter { $0.hasSuffix(" 1") }.count == 2)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (1, "1"), (0.1, "0.1"), (1e21, "1e+21"), (1e-7, "1e-07"),
        (1_099_511_627_776, "1099511627776"),
        (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (-1.5, "-1.5"),
    ])
    func `numbers are as the format takes them`(_ value: Double, _ text: String) {
        #expect(MetricsText.number(value) == text)
    }

    @Test func `nothing to tell is an empty answer`() {
        #expect(MetricsText.bytes(of: SampleHistory()).isEmpty)
    }

    /// Debian's python3-prometheus-client; whoever has another Python first on the path has it here.
    private static let parser: String? = ["/usr/bin/python3", "python3"].first {
        (try? ChildResult(running: $0, ["-c", "import prometheus_client.parser"]).status) == 0
    }

    @Test(.enabled(if: parser != nil, "python3-prometheus-client is not here"))
    func `Prometheus' own parser reads every value and label`() throws {
        let program = """
            import json, math, sys
            from prometheus_client.parser import text_string_to_metric_families as families
            rows = []
            for family in families(sys.stdin.buffer.read().decode()):
                assert family.type in ('gauge', 'counter'), family
                assert family.documentation.endswith('.'), family
                for sample in family.samples:
                    rows.append([sample.name, sample.labels, 'inf' if math.isinf(sample.value) else sample.value])
            print(json.dumps(rows))
            """
        let result = try ChildResult(
            running: try #require(MetricsTextTests.parser),
            ["-c", program],
            input: MetricsText.bytes(of: MetricsTextTests.history)
        )
        try #require(result.status == 0, "\(result.errorText)")
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(result.standardOutput)) as? [[Any]]
        )
        #expect(rows.count == MetricsTextTests.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.count)
        let lag = try #require(rows.first { $0[0] as? String == "lagwatch_lag_seconds" })
        #expect(lag[1] as? [String: String] == ["replica": "a\"b\\c\nd", "channel": "näh,}"])
        #expect(lag[2] as? Double == 12.5)
        let rate = try #require(rows.first { $0[0] as? String == "lagwatch_written_bytes_per_second" })
        #expect(rate[2] as? Double == 1e-7)
        let never = rows.filter { ($0[1] as? [String: String])?["bound"] == "latest" }
        #expect(never.map { $0[2] as? String } == ["inf"])
    }
}
