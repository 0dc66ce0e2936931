// SPDX-License-Identifier: Apache-2.0

import ReplicationLag
import Testing
import lagwatch

struct CSVFormatTests {
    private func fields(_ sample: LagSample) -> [String: String] {
        let line = CSVFormat.line(sample)
        #expect(line.hasSuffix("\n"))
        let fields = line.dropLast().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        #expect(fields.count == CSVFormat.columns.count)
        return Dictionary(uniqueKeysWithValues: zip(CSVFormat.columns, fields))
    }

    @Test func `every column has its field, and what is not known is empty`() {
        let unknown = fields(LagSamples.sample(.unknown("x")))
        #expect(unknown["time"] == "1767268800")
        #expect(unknown["state"] == "UNKNOWN")
        #expect(unknown["lag_seconds"] == "")
        #expect(unknown["backlog_bytes"] == "")
        #expect(unknown["catch_up_seconds"] == "")
    }

    @Test func `numbers are plain, with no more digits than they have`() {
        var sample = LagSamples.sample(.behind, lag: 12.3405, bytes: 1 << 62, transactions: 3)
        sample.forecast = .seconds(90.5, earliest: 80, latest: nil)
        sample.clockSkew = ClockOffset(microseconds: -1_500_001, error: 20)
        sample.rates.writtenBytes = 1e300
        let line = fields(sample)
        #expect(line["lag_seconds"] == "12.3405")
        #expect(line["lag_method"] == "commit-time")
        #expect(line["backlog_bytes"] == "4611686018427387904")
        #expect(line["catch_up_seconds"] == "90.5")
        #expect(line["catch_up_latest_seconds"] == "inf")
        #expect(line["clock_skew_seconds"] == "-1.500001")
        #expect(line["clock_skew_error_seconds"] == "0.00002")
        #expect(line["written_bytes_per_second"] == "9223372036854.775807")
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""),
        ("", ""),
    ])
    func `what would end a field is in quotes`(_ text: String, _ field: String) {
        #expect(CSVFormat.quoted(text) == field)
    }

    @Test func `an error with quotes, commas and line ends is one field`() {
        let sample = LagSamples.sample("a,b", .stopped("Error \"1062\",\nat 4"))
        #expect(CSVFormat.line(sample).contains(",\"a,b\",,,STOPPED,\"Error \"\"1062\"\",\nat 4\","))
    }
}
