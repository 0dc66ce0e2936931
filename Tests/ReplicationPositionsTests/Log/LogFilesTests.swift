// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

struct LogFilesTests {
    @Test func `HC-109 files are in the order of their numbers, wherever they lie`() {
        let files = LogFiles(paths: ["/b/binlog.1000000", "binlog.000002", "/a/binlog.999999"])
        #expect(files.names == ["binlog.000002", "binlog.999999", "binlog.1000000"])
    }

    @Test func `a file that is not there is an error with its path`() async throws {
        let origin = LogOrigin.files(LogFiles(paths: ["/nowhere/binlog.000001"]))
        await #expect {
            try await PositionVerifier(origin).verify(StartPoint(file: BinlogFilePosition(file: "binlog.000001")))
        } throws: {
            "\($0)".contains("/nowhere/binlog.000001")
        }
        await #expect {
            try await PositionTranslator(.files(LogFiles(paths: []))).translate(.time(1))
        } throws: {
            "\($0)".contains("there are no files of a binary log")
        }
    }
}
