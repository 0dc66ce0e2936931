// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

struct RetentionSettingsTests {
    private func check(
        _ variables: [String: String],
        rdsHours: String?? = nil,
        begun: UInt32? = 1_000_000
    ) -> VerifiedCheck {
        RetentionSettings(variables: variables, rdsHours: rdsHours, now: 1_090_000)
            .check("binlog.000007", successorBegun: begun)
    }

    @Test func `a file's age counts from when the next one was begun`() {
        let month = check(["binlog_expire_logs_seconds": "2592000"])
        #expect(month.outcome == .good)
        // 2,592,000 - 90,000 seconds.
        #expect(month.message == "binlog.000007 may be deleted in 28 d 23 h (binlog_expire_logs_seconds, 30 d 0 h)")
        let short = check(["binlog_expire_logs_seconds": "100000"])
        #expect(short.outcome == .warning)
        #expect(short.message.contains("in 2 h 46 min"))
        #expect(short.advice != nil)
        let over = check(["binlog_expire_logs_seconds": "3600"])
        #expect(over.outcome == .warning)
        #expect(over.message.contains("may be deleted at any moment: its 60 min are over"))
    }

    @Test func `days count where seconds are 0, as before MySQL 8 and on MariaDB`() {
        #expect(
            check(["expire_logs_days": "10.000000", "binlog_expire_logs_seconds": "0"]).message.contains("10 d 0 h")
        )
        #expect(check(["expire_logs_days": "2"]).message.contains("(expire_logs_days, 2 d 0 h)"))
    }

    @Test func `where nothing expires, time deletes no file`() {
        for variables in [
            ["binlog_expire_logs_seconds": "0"], [:],
            ["binlog_expire_logs_seconds": "3600", "binlog_expire_logs_auto_purge": "OFF"],
        ] {
            let kept = check(variables)
            #expect(kept.outcome == .good)
            #expect(kept.message.hasPrefix("time alone deletes no file"))
        }
        let limited = check(["max_binlog_total_size": "1000000"])
        #expect(limited.outcome == .warning)
        #expect(limited.message.contains("1000000 bytes"))
    }

    @Test func `the file that is being written has its time still before it`() {
        let last = check(["binlog_expire_logs_seconds": "3600"], begun: nil)
        #expect(last.outcome == .good)
        #expect(last.message.hasPrefix("binlog.000007 is being written"))
    }

    @Test func `RDS deletes at once where no hours are set`() {
        #expect(check([:], rdsHours: .some(nil)).outcome == .bad)
        let day = check(["binlog_expire_logs_seconds": "2592000"], rdsHours: .some("168"))
        #expect(day.message.contains("'binlog retention hours' of mysql.rds_configuration, 7 d 0 h"))
    }
}
