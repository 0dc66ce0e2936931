// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

/// Statuses of servers that do not run here: the columns are those that their manuals list, the values are made up.
struct DocumentedStatusTests {
    // MySQL 5.5, Reference Manual, "SHOW SLAVE STATUS Syntax".
    private static let mysql55 = [
        "Slave_IO_State", "Master_Host", "Master_User", "Master_Port", "Connect_Retry", "Master_Log_File",
        "Read_Master_Log_Pos", "Relay_Log_File", "Relay_Log_Pos", "Relay_Master_Log_File", "Slave_IO_Running",
        "Slave_SQL_Running", "Replicate_Do_DB", "Replicate_Ignore_DB", "Replicate_Do_Table", "Replicate_Ignore_Table",
        "Replicate_Wild_Do_Table", "Replicate_Wild_Ignore_Table", "Last_Errno", "Last_Error", "Skip_Counter",
        "Exec_Master_Log_Pos", "Relay_Log_Space", "Until_Condition", "Until_Log_File", "Until_Log_Pos",
        "Master_SSL_Allowed", "Master_SSL_CA_File", "Master_SSL_CA_Path", "Master_SSL_Cert", "Master_SSL_Cipher",
        "Master_SSL_Key", "Seconds_Behind_Master", "Master_SSL_Verify_Server_Cert", "Last_IO_Errno", "Last_IO_Error",
        "Last_SQL_Errno", "Last_SQL_Error", "Replicate_Ignore_Server_Ids", "Master_Server_Id",
    ]
    // MySQL 5.6 to 8.0, Reference Manual, "SHOW SLAVE STATUS Statement".
    private static let mysql56 = [
        "Master_UUID", "Master_Info_File", "SQL_Delay", "SQL_Remaining_Delay", "Slave_SQL_Running_State",
        "Master_Retry_Count", "Master_Bind", "Last_IO_Error_Timestamp", "Last_SQL_Error_Timestamp", "Master_SSL_Crl",
        "Master_SSL_Crlpath", "Retrieved_Gtid_Set", "Executed_Gtid_Set", "Auto_Position",
    ]
    private static let mysql57 = ["Replicate_Rewrite_DB", "Channel_Name", "Master_TLS_Version"]
    private static let mysql80 = ["Master_public_key_path", "Get_master_public_key", "Network_Namespace"]
    // MariaDB 10.0, 10.1 and 10.2 to 10.6, "SHOW SLAVE STATUS".
    private static let mariaDB100 = mysql55 + ["Master_SSL_Crl", "Master_SSL_Crlpath", "Using_Gtid", "Gtid_IO_Pos"]
    private static let mariaDB101 =
        mariaDB100 + ["Replicate_Do_Domain_Ids", "Replicate_Ignore_Domain_Ids", "Parallel_Mode"]
    private static let mariaDB106 =
        mariaDB101 + [
            "SQL_Delay", "SQL_Remaining_Delay", "Slave_SQL_Running_State", "Slave_DDL_Groups",
            "Slave_Non_Transactional_Groups", "Slave_Transactional_Groups",
        ]

    private static let values = [
        "Slave_IO_State": "Waiting for master to send event", "Master_Host": "db1.example.com", "Master_Port": "3306",
        "Master_User": "repl", "Master_Log_File": "mysql-bin-changelog.000031", "Read_Master_Log_Pos": "1422",
        "Relay_Log_File": "relaylog.000088", "Relay_Log_Pos": "300",
        "Relay_Master_Log_File": "mysql-bin-changelog.000030", "Slave_IO_Running": "Yes", "Slave_SQL_Running": "No",
        "Exec_Master_Log_Pos": "422", "Master_Server_Id": "5", "Skip_Counter": "0", "Until_Condition": "None",
        "Master_SSL_Allowed": "Yes", "Last_Errno": "0", "Last_IO_Errno": "0", "Last_SQL_Errno": "0",
        "Master_UUID": "4f68a417-e505-11f1-9b56-02fc00000001", "Auto_Position": "0", "SQL_Delay": "0",
        "Using_Gtid": "No", "Parallel_Mode": "conservative",
    ]

    private static func vertical(_ columns: [String], rename: (String) -> String = { $0 }) -> String {
        let names = columns.map(rename)
        let width = names.map(\.count).max() ?? 0
        let lines = zip(columns, names).map { column, name in
            String(repeating: " ", count: width - name.count) + name + ": " + (values[column] ?? "")
        }
        return "*************************** 1. row ***************************\n" + lines.joined(separator: "\n") + "\n"
    }

    /// Names and values of columns, for clients that print them in other ways.
    private static func fields(_ columns: [String]) -> [(name: String, value: String)] {
        columns.map { ($0, values[$0] ?? "") }
    }

    private static func table(_ columns: [String]) -> String {
        let fields = fields(columns)
        let widths = fields.map { max($0.name.count, $0.value.count) }
        let border = "+" + widths.map { String(repeating: "-", count: $0 + 2) + "+" }.joined()
        func line(_ cells: [String]) -> String {
            "|" + zip(cells, widths).map { " " + $0 + String(repeating: " ", count: $1 - $0.count) + " |" }.joined()
        }
        return [border, line(fields.map(\.name)), line(fields.map(\.value)), border].joined(separator: "\n") + "\n"
    }

    private static func tabbed(_ columns: [String]) -> String {
        [columns, fields(columns).map(\.value)].map { $0.joined(separator: "\t") + "\n" }.joined()
    }

    private static func xml(_ columns: [String]) -> String {
        "<?xml version=\"1.0\"?>\n<resultset statement=\"show slave status\">\n  <row>\n"
            + fields(columns).map { "\t<field name=\"\($0.name)\">\($0.value)</field>\n" }.joined()
            + "  </row>\n</resultset>\n"
    }

    private static func json(_ columns: [String]) -> String {
        "{\n" + fields(columns).map { "    \"\($0.name)\": \"\($0.value)\"" }.joined(separator: ",\n") + "\n}\n"
    }

    private static func renamed(_ name: String) -> String {
        name.replacing("Master", with: "Source").replacing("Slave", with: "Replica").replacing("master", with: "source")
    }

    private static let texts = [
        vertical(mysql55), vertical(mysql55 + mysql56), vertical(mysql55 + mysql56 + mysql57),
        vertical(mysql55 + mysql56 + mysql57 + mysql80),
        vertical(mysql55 + mysql56 + mysql57 + mysql80, rename: renamed),
        // The Amazon RDS User Guide prints both dialects in one status.
        vertical(mysql55 + mysql56) { $0.hasPrefix("Seconds") ? $0 : renamed($0) },
        // MySQL Shell prints rows without padding.
        vertical(mysql55 + mysql56).split(separator: "\n").map { String($0.drop { $0 == " " }) }.joined(
            separator: "\n"
        ),
        // Out of order, as an excerpt in the post on encrypted volumes is.
        vertical(Array(mariaDB106.reversed())),
        vertical(mariaDB100), vertical(mariaDB101), vertical(mariaDB106),
    ]
    private static let versions = [
        mysql55, mysql55 + mysql56, mysql55 + mysql56 + mysql57, mysql55 + mysql56 + mysql57 + mysql80, mariaDB100,
        mariaDB101, mariaDB106,
    ]

    @Test(arguments: versions)
    func `every notation of every version's columns tells the same`(_ columns: [String]) throws {
        let first = StatusFile(DocumentedStatusTests.vertical(columns)).replicas
        try #require(first.count == 1)
        let forms: [(String, StatusFile.Notation)] = [
            (DocumentedStatusTests.table(columns), .table), (DocumentedStatusTests.tabbed(columns), .tabbed),
            (DocumentedStatusTests.xml(columns), .xml), (DocumentedStatusTests.json(columns), .json),
        ]
        for (text, notation) in forms {
            let file = StatusFile(text)
            #expect(file.notation == notation)
            try #require(file.replicas.count == 1, "\(text)")
            for (mine, theirs) in zip(first[0].row.fields, file.replicas[0].row.fields) {
                #expect(mine.name == theirs.name && (mine.value ?? "") == (theirs.value ?? ""), "\(notation)")
            }
            #expect(file.replicas[0].row.fields.count == columns.count)
            #expect(PositionReport(file).channels[0].start?.file?.description == "mysql-bin-changelog.000030:422")
        }
    }

    @Test func `an excerpt in another order is read, and says what it does not prove`() throws {
        let lines = [
            "Using_Gtid: Slave_Pos", "Gtid_IO_Pos: 0-1385452505-37", "Exec_Master_Log_Pos: 422",
            "Read_Master_Log_Pos: 422", "Master_Log_File: mysql-bin-changelog.000031",
            "Relay_Master_Log_File: mysql-bin-changelog.000031", "Slave_SQL_Running: No", "Slave_IO_Running: No",
        ]
        let report = PositionReport(StatusFile(lines.joined(separator: "\n"))).channels[0]
        #expect(report.isSafe && report.start?.file?.description == "mysql-bin-changelog.000031:422")
        #expect(report.start?.gtid?.description == "0-1385452505-37")
        let without = PositionReport(StatusFile(lines.dropLast(2).joined(separator: "\n"))).channels[0]
        #expect(!without.isSafe && without.findings.contains { $0.code == .applierUnknown })
    }

    @Test(arguments: texts)
    func `every spelling tells the same places`(_ text: String) throws {
        let file = StatusFile(text)
        try #require(file.replicas.count == 1)
        let replica = file.replicas[0]
        #expect(replica.received?.description == "mysql-bin-changelog.000031:1422")
        #expect(replica.executed?.description == "mysql-bin-changelog.000030:422")
        #expect(replica.relay?.description == "relaylog.000088:300")
        #expect(replica.host == "db1.example.com" && replica.port == 3306 && replica.sourceID == 5)
        #expect([replica.receiver, replica.applier] == [.running, .stopped])
        let report = PositionReport(file)
        #expect(report.isSafe)
        #expect(report.channels[0].findings.contains { $0.code == .filesDiffer })
    }

    @Test func `JSON of MySQL Shell is read in each of its forms`() throws {
        let row = """
            {"Source_Host": "db1", "Source_Port": 3306, "Source_Log_File": "binlog.000003", "Read_Source_Log_Pos": 475,
             "Relay_Source_Log_File": "binlog.000002", "Exec_Source_Log_Pos": 877, "Replica_IO_Running": "Yes",
             "Replica_SQL_Running": "No", "Seconds_Behind_Source": null, "Last_SQL_Error": "a \\"b\\"\\nc \\u00e9",
             "Executed_Gtid_Set": "4f68a417-e505-11f1-9b56-02fc00000001:1-97"}
            """
        let forms = [
            row, "[\(row)]", "{\"hasData\": true, \"rows\": [\(row)], \"executionTime\": \"0.0 sec\"}",
            row + "\n" + row,
        ]
        for (index, form) in forms.enumerated() {
            let file = StatusFile(form)
            #expect(file.notation == .json)
            try #require(file.replicas.count == (index == 3 ? 2 : 1))
            #expect(file.replicas[0].executed?.description == "binlog.000002:877")
            #expect(file.replicas[0].secondsBehind == nil)
            #expect(file.replicas[0].row["last_sql_error"] == "a \"b\"\nc é")
            #expect(try file.replicas[0].executedGTIDs()?.transactionCount == 97)
        }
        let end = StatusFile("{\"File\": \"binlog.000003\", \"Position\": 1799, \"Executed_Gtid_Set\": \"\"}")
        #expect(end.starts.first?.file?.description == "binlog.000003:1799")
    }

    @Test func `several rows copied without what stands between them are told apart`() throws {
        let text = """
            Relay_Master_Log_File: a.000001
            Exec_Master_Log_Pos: 5
            Relay_Master_Log_File: b.000001
            Exec_Master_Log_Pos: 6
            """
        #expect(StatusFile(text).replicas.map { $0.executed?.description } == ["a.000001:5", "b.000001:6"])
    }

    @Test func `a client's prompts and remarks are no part of a status`() throws {
        let text = """
            mysql> show slave status\\G
            *************************** 1. row ***************************
                         Slave_IO_State: Waiting for master to send event
                        Master_Log_File: mysql-bin.000002
                  Relay_Master_Log_File: mysql-bin.000002
                      Slave_SQL_Running: No
                    Exec_Master_Log_Pos: 77
                      Executed_Gtid_Set: 4f68a417-e505-11f1-9b56-02fc00000001:1-5,
            5f112b00-e597-11f1-9575-02fc00000001:1
            1 row in set (0.00 sec)

            mysql> Read_Master_Log_Pos: 3
            """
        let replica = try #require(StatusFile(text).replicas.first)
        #expect(replica.row.fields.count == 6)
        #expect(try replica.executedGTIDs()?.transactionCount == 6)
    }
}
