// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct ProgressReportTests {
    /// Stage 1 of 2, 50.000 %, "copy".
    private let bytes = [UInt8](hex: "ffffff 01 01 02 50c300 04 636f7079")

    @Test func `a report has stage, share and state`() throws {
        let report = ProgressReport(stage: 1, stageCount: 2, progress: 50_000, state: "copy")
        #expect(try reading(bytes) { reader throws(WireError) in try ProgressReport(from: &reader) } == report)
        #expect(encoded { report.encode(into: &$0) } == bytes)
    }

    @Test func `every cut and every byte too many is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try ProgressReport(from: &reader) } == [])
        let error = wireError(bytes + [0]) { reader throws(WireError) in try ProgressReport(from: &reader) }
        #expect(error?.kind == .trailing(count: 1))
    }
}
