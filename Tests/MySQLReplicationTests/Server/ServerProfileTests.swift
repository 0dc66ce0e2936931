// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct ServerProfileTests {
    static let mysql: [String: String] = [
        "version": "9.7.4", "version_comment": "(Debian)", "server_id": "20088",
        "server_uuid": "6cdf90c8-e5ae-11f1-a080-02fc00000001", "log_bin": "ON", "binlog_format": "ROW",
        "binlog_row_image": "FULL", "binlog_row_metadata": "MINIMAL", "binlog_checksum": "CRC32",
        "binlog_row_value_options": "", "binlog_encryption": "OFF", "gtid_mode": "ON",
        "max_allowed_packet": "1073741824",
        "lower_case_table_names": "0", "time_zone": "SYSTEM", "system_time_zone": "CET",
        "rpl_semi_sync_source_enabled": "ON", "binlog_transaction_compression": "ON",
    ]

    @Test func `a MySQL server is told by its variables`() {
        let profile = ServerProfile(variables: ServerProfileTests.mysql)
        #expect(!profile.dialect.isMariaDB)
        #expect(profile.serverID == 20_088)
        #expect(profile.serverUUID?.description == "6cdf90c8-e5ae-11f1-a080-02fc00000001")
        #expect(profile.writesLog)
        #expect(profile.gtidMode == "ON")
        #expect(profile.rowMetadata == "MINIMAL")
        #expect(profile.rowValueOptions == nil)
        #expect(profile.timeZone == "CET")
        #expect(profile.isSemiSynchronous)
        #expect(profile.compressesLog)
        #expect(!profile.encryptsLog)
        #expect(profile.maximumPacketSize == 1 << 30)
        #expect(profile.host == .plain)
        #expect(!profile.foldsCase)
    }

    @Test func `a MariaDB server is told by its variables`() {
        let profile = ServerProfile(variables: [
            "version": "11.8.6-MariaDB-log", "log_bin": "ON", "server_id": "1", "binlog_format": "MIXED",
            "encrypt_binlog": "ON", "gtid_strict_mode": "ON", "lower_case_table_names": "1", "log_bin_compress": "OFF",
        ])
        #expect(profile.dialect.isMariaDB)
        #expect(profile.serverUUID == nil)
        #expect(profile.gtidMode == nil)
        #expect(profile.isGTIDStrict)
        #expect(profile.encryptsLog)
        #expect(profile.foldsCase)
    }

    @Test func `Aurora and RDS are told by what only they have`() {
        var variables = ServerProfileTests.mysql
        #expect(ServerProfile(variables: variables, hasRDSProcedures: true).host == .rds)
        variables["basedir"] = "/rdsdbbin/mysql-8.0.36.R2/"
        #expect(ServerProfile(variables: variables).host == .rds)
        variables["aurora_version"] = "3.07.1"
        #expect(ServerProfile(variables: variables, hasRDSProcedures: true).host == .aurora(version: "3.07.1"))
    }

    @Test func `a server that tells nothing is one with everything off`() {
        let profile = ServerProfile(variables: [:])
        #expect(profile.serverID == 0)
        #expect(!profile.writesLog)
        #expect(profile.problems.contains(.logOff))
    }
}
