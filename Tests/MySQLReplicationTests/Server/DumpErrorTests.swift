// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct DumpErrorTests {
    @Test func `HC-119 what is purged is lost, and never retried`() {
        for cause in [
            DumpError.Cause.fileNotFound(file: "binlog.000001"), .purgedGTIDs(missing: nil), .gtidStateTooOld,
            .nextFileMissing,
        ] {
            let error = DumpError(cause: cause, number: 1236, message: "x")
            #expect(error.disposition == .positionLost)
            #expect(ReplicationError(error).code == .positionLost)
            #expect(!ReplicationError(error).isRetryable)
        }
    }

    @Test func `what may pass is retried`() {
        for cause in [DumpError.Cause.interrupted, .shutdown, .overloaded, .transport] {
            #expect(DumpError(cause: cause, number: 1, message: "x").disposition == .retry)
        }
        for cause in [DumpError.Cause.duplicateReplica, .eventTooLong(at: nil), .damagedLog(at: nil), .other] {
            #expect(DumpError(cause: cause, number: 1, message: "x").disposition == .fatal)
        }
    }

    @Test func `the description has the server's number and words`() {
        let error = DumpError(number: 1236, message: "Binary log is not open")
        #expect(error.description.hasPrefix("error 1236: Binary log is not open; turn the binary log on"))
    }
}
