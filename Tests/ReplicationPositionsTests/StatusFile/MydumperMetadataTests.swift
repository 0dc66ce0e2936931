// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

struct MydumperMetadataTests {
    @Test func `the old form tells the dumped server and each of its sources`() throws {
        let source = try status("mydumper-0.10-mariadb-10.11-source.metadata")
        #expect(source.notation == .mydumper)
        #expect(source.starts.map { $0.file?.description } == ["binlog.000003:991"])
        #expect(source.starts.map(\.gtid) == ["0-2101-10"])
        let replica = try status("mydumper-0.10-mariadb-10.11-replica.metadata").starts
        #expect(replica.map(\.log) == [.own, .source])
        #expect(replica.map { $0.file?.description } == ["binlog.000001:325", "binlog.000003:991"])
        #expect(replica.map(\.gtid) == [nil, "0-2101-10"])
        #expect(replica.map(\.host) == [nil, "127.0.0.1"])
        let two = try status("mydumper-0.10-mariadb-11.8-two-sources.metadata").starts
        #expect(two.map(\.channel) == [nil, "east", "west"])
        #expect(
            PositionReport(StatusFile(try saved("mydumper-0.10-mariadb-10.11-replica.metadata"))).findings.count == 1
        )
    }

    // From mydumper's documentation, "Output Files" (0.14.1 and later), and its source (SOURCE_ names).
    @Test func `the form with sections tells them too`() throws {
        let text = """
            # Started dump at: 2023-06-09 11:47:18
            [config]
            quote_character = BACKTICK

            [master]
            # Channel_Name = '' # It can be use to setup replication FOR CHANNEL
            File = mydumper1-bin.000017
            Position = 241149225
            Executed_Gtid_Set = 7b166a41-65a2-11ed-9de3-0800275ff74d:1-147115,7b166a41-65a2-11ed-9de3-0800275ff74e:1-61558

            [`sakila`.`store`]
            Rows = 2
            # Finished dump at: 2023-06-09 11:47:18
            """
        let start = try #require(StatusFile(text).starts.first)
        #expect(start.file?.description == "mydumper1-bin.000017:241149225")
        #expect(try start.executed()?.flavour == .mysql)
        let later = """
            # Started dump at: 2026-09-19 18:15:36
            [source]
            # Channel_Name = '' # It can be use to setup replication FOR CHANNEL
            #SOURCE_HOST = "db1"
            executed_gtid_set = "7b166a41-65a2-11ed-9de3-0800275ff74d:1-5"
            SOURCE_LOG_FILE = "binlog.000002"
            SOURCE_LOG_POS = 839
            #SOURCE_AUTO_POSITION = {0|1}
            # Finished dump at: 2026-09-19 18:15:36
            """
        let source = try #require(StatusFile(later).starts.first)
        #expect(source.file?.description == "binlog.000002:839")
        #expect(source.gtid == "7b166a41-65a2-11ed-9de3-0800275ff74d:1-5")
        #expect(source.log == .own)
    }

    @Test func `a dump without a place is no status`() {
        // As mydumper 0.10 writes it of a server that no longer knows SHOW MASTER STATUS.
        let text = "Started dump at: 2026-09-19 18:14:40\nFinished dump at: 2026-09-19 18:14:40\n"
        #expect(StatusFile(text).isEmpty)
    }
}
