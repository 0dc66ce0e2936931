// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

struct StartStatementsTests {
    private static let set = "896e7882-18fe-11ef-ab88-22222d34d411:1-5"

    /// A place in the log of a server of a family.
    private func point(_ flavour: ServerFlavour = .mysql, gtid: String? = nil) throws -> StartPoint {
        var point = StartPoint(
            flavour: flavour,
            file: BinlogFilePosition(file: "binlog.000042", offset: 2460),
            gtid: try gtid.map { (text) throws(GTIDSyntaxError) in try ExecutedGTIDs(text: text) }
        )
        point.host = "db1.example.com"
        point.user = "repl"
        return point
    }

    /// The active statements for a dialect.
    private func sql(
        _ dialect: ReplicationDialect,
        _ point: StartPoint,
        _ change: (inout StartRequest) -> Void = { _ in }
    ) throws -> [String] {
        var request = StartRequest(dialect: dialect, point: point)
        change(&request)
        return try StartStatements(request).lines.filter(\.isActive).map {
            $0.text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
        }
    }

    @Test func `each version of MySQL has its words`() throws {
        #expect(
            try sql(.mysql57, point()) == [
                "STOP SLAVE",
                "CHANGE MASTER TO MASTER_HOST='db1.example.com', MASTER_PORT=3306, MASTER_USER='repl', "
                    + "MASTER_PASSWORD='<password>', MASTER_SSL=1, MASTER_LOG_FILE='binlog.000042', MASTER_LOG_POS=2460, "
                    + "MASTER_AUTO_POSITION=0",
                "START SLAVE", "SHOW SLAVE STATUS",
            ]
        )
        for dialect in [ReplicationDialect.mysql80, .mysql84] {
            #expect(
                try sql(dialect, point(gtid: StartStatementsTests.set)) == [
                    "STOP REPLICA",
                    "CHANGE REPLICATION SOURCE TO SOURCE_HOST='db1.example.com', SOURCE_PORT=3306, SOURCE_USER='repl', "
                        + "SOURCE_PASSWORD='<password>', SOURCE_SSL=1, SOURCE_AUTO_POSITION=1",
                    "START REPLICA", "SHOW REPLICA STATUS",
                ]
            )
        }
    }

    @Test func `channels, delays, authorities and purged sets are told where they are asked for`() throws {
        var point = try point(gtid: StartStatementsTests.set)
        point.channel = "east"
        let statements = try sql(.mysql84, point) { request in
            request.delay = 3600
            request.setsPurged = true
            request.certificateAuthority = "/etc/mysql/ca.pem"
        }
        // To stop a channel that is not there is an error.
        #expect(!statements.contains { $0.hasPrefix("STOP") })
        #expect(
            statements[0...1] == [
                "RESET BINARY LOGS AND GTIDS", "SET @@GLOBAL.gtid_purged='\(StartStatementsTests.set)'",
            ]
        )
        #expect(statements[2].contains("SOURCE_SSL_CA='/etc/mysql/ca.pem'"))
        #expect(statements[2].hasSuffix("SOURCE_DELAY=3600 FOR CHANNEL 'east'"))
        #expect(try sql(.mysql80, point) { $0.setsPurged = true }[0] == "RESET MASTER")
    }

    @Test func `MariaDB begins by GTID where it has one, else by file`() throws {
        #expect(
            try sql(.mariadb, point(.mariaDB, gtid: "0-1-5")) == [
                "STOP ALL SLAVES", "SET GLOBAL gtid_slave_pos='0-1-5'",
                "CHANGE MASTER TO MASTER_HOST='db1.example.com', MASTER_PORT=3306, MASTER_USER='repl', "
                    + "MASTER_PASSWORD='<password>', MASTER_SSL=1, MASTER_USE_GTID=slave_pos",
                "START ALL SLAVES", "SHOW ALL SLAVES STATUS",
            ]
        )
        var named = try point(.mariaDB)
        named.channel = "west"
        let statements = try sql(.mariadb, named)
        #expect(statements[0].hasPrefix("CHANGE MASTER 'west' TO"))
        #expect(statements[0].hasSuffix("MASTER_LOG_FILE='binlog.000042', MASTER_LOG_POS=2460, MASTER_USE_GTID=no"))
    }

    /// The call that sets the source, by dialect, method and what is asked for besides.
    static let calls: [(ReplicationDialect, Bool, UInt64, String?, String)] = [
        (.rdsMySQL57, false, 0, nil, "rds_set_external_master(HOST, 'binlog.000042', 2460, 1)"),
        (.rdsMySQL80, false, 60, nil, "rds_set_external_master_with_delay(HOST, 'binlog.000042', 2460, 1, 60)"),
        (.rdsMySQL80, true, 60, nil, "rds_set_external_master_with_auto_position(HOST, 1, 60)"),
        (.rdsMySQL84, false, 0, nil, "rds_set_external_source(HOST, 'binlog.000042', 2460, 1)"),
        (.rdsMySQL84, true, 0, nil, "rds_set_external_source_with_auto_position(HOST, 1, 0)"),
        (.rdsMySQL80, false, 0, "c", "rds_set_external_source_for_channel(HOST, 'binlog.000042', 2460, 1, 'c')"),
        (
            .rdsMySQL80, false, 9, "c",
            "rds_set_external_source_with_delay_for_channel(HOST, 'binlog.000042', 2460, 1, 9, 'c')"
        ),
        (.rdsMySQL84, true, 0, "c", "rds_set_external_source_with_auto_position_for_channel(HOST, 1, 0, 'c')"),
        (.aurora2, false, 0, nil, "rds_set_external_master(HOST, 'binlog.000042', 2460, 1)"),
        (.aurora2, true, 0, nil, "rds_set_external_master_with_auto_position(HOST, 1)"),
        (.aurora3, false, 0, nil, "rds_set_external_source(HOST, 'binlog.000042', 2460, 1)"),
        (.aurora3, true, 0, nil, "rds_set_external_source_with_auto_position(HOST, 1)"),
        (.rdsMariaDB, false, 0, nil, "rds_set_external_master(HOST, 'binlog.000042', 2460, 1)"),
        (.rdsMariaDB, true, 0, nil, "rds_set_external_master_gtid(HOST, '0-1-5', 1)"),
    ]

    @Test(arguments: calls)
    func `the procedures of RDS and Aurora get their arguments in their order`(
        _ dialect: ReplicationDialect,
        _ byGTID: Bool,
        _ delay: UInt64,
        _ channel: String?,
        _ expected: String
    ) throws {
        let isMariaDB = dialect == .rdsMariaDB
        var point = try point(isMariaDB ? .mariaDB : .mysql, gtid: isMariaDB ? "0-1-5" : StartStatementsTests.set)
        point.channel = channel
        let statements = try sql(dialect, point) { request in
            request.method = byGTID ? .gtid : .file
            request.delay = delay
        }
        let host = "'db1.example.com', 3306, 'repl', '<password>'"
        // White space within the call does not matter.
        let call = statements[1].replacing("( ", with: "(")
        #expect(call == "CALL mysql." + expected.replacing("HOST", with: host))
        #expect(statements[0] == "SET autocommit = 1")
        let suffix = channel == nil ? "()" : "_for_channel('c')"
        #expect(statements[2] == "CALL mysql.rds_start_replication" + suffix)
    }

    @Test
    func `RDS Classic to VPC, step 13: the sample CALL lacks a quotation mark; these have them, whatever texts hold`()
        throws
    {
        var point = try point()
        point.host = "db'1"
        point.user = "o'brien\\"
        let script = try StartStatements(StartRequest(dialect: .rdsMySQL57, point: point)).sql(only: .set)
        #expect(script.contains("'db''1',"))
        #expect(script.contains("'o''brien\\\\',"))
        #expect(script.hasSuffix("    1);\n"))
        for line in script.split(separator: "\n") where !line.hasPrefix("--") {
            #expect(line.count { $0 == "'" }.isMultiple(of: 2), "\(line)")
        }
        point.host = "db1\n; DROP"
        #expect(throws: StartStatementError.self) { try StartStatements(StartRequest(dialect: .mysql84, point: point)) }
    }

    @Test func `RDS Classic to VPC, step 13: to set the source is one call, to start is another`() throws {
        let statements = try StartStatements(StartRequest(dialect: .rdsMySQL80, point: point()))
        #expect(statements.sql(only: .set).contains("CALL mysql.rds_set_external_master("))
        #expect(!statements.sql(only: .set).contains("rds_start_replication"))
        #expect(statements.sql(only: .start) == "CALL mysql.rds_start_replication();\n")
    }

    @Test func `RDS Classic to VPC, step 5: the account has a host and both privileges, and the stream is encrypted`()
        throws
    {
        let source = try StartStatements(StartRequest(dialect: .rdsMySQL80, point: point())).sql(only: .source)
        #expect(source.contains("CREATE USER 'repl'@'%' IDENTIFIED BY '<password>' REQUIRE SSL;"))
        #expect(source.contains("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'repl'@'%';"))
        #expect(try sql(.rdsMySQL80, point())[1].hasSuffix(", 1)"))
        #expect(try sql(.rdsMySQL80, point()) { $0.usesTLS = false }[1].hasSuffix(", 0)"))
    }

    @Test func `encrypted volumes, step 8: without a host there is no CALL, and with one it has its end`() throws {
        var point = try point(.mariaDB, gtid: "0-1385452505-37")
        point.host = nil
        #expect {
            try StartStatements(StartRequest(dialect: .rdsMariaDB, point: point))
        } throws: {
            "\($0)".contains("the source's host is not known")
        }
        point.host = "source-master.abc.rds.amazonaws.com"
        let text = try StartStatements(StartRequest(dialect: .rdsMariaDB, point: point)).sql(only: .set)
        #expect(text.contains("CALL mysql.rds_set_external_master_gtid(\n    'source-master.abc.rds.amazonaws.com',"))
        #expect(text.hasSuffix("    1);\n"))
    }

    @Test func `ProxySQL, reverse replication: what RDS writes for itself is left out by servers that are not RDS`()
        throws
    {
        var point = try point()
        point.host = "new.cluster-abc.eu-west-1.rds.amazonaws.com"
        let filter = "CHANGE REPLICATION FILTER REPLICATE_WILD_IGNORE_TABLE=('mysql.rds\\_%')"
        #expect(try sql(.mysql84, point).contains(filter))
        #expect(try !sql(.rdsMySQL84, point).contains { $0.contains("FILTER") })
        point.channel = "back"
        #expect(try sql(.mysql80, point).contains(filter + " FOR CHANNEL 'back'"))
        point.channel = nil
        #expect(try sql(.mariadb, point).contains("SET GLOBAL replicate_wild_ignore_table='mysql.rds\\_%'"))
        point.host = "db1.example.com"
        #expect(try !sql(.mysql84, point).contains { $0.contains("FILTER") })
    }

    @Test func `what the source needs, and how replication ends, stand beside it as remarks`() throws {
        let script = try StartStatements(StartRequest(dialect: .aurora3, point: point())).sql()
        #expect(script.contains("--     GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'repl'@'%';"))
        #expect(script.contains("REQUIRE SSL"))
        #expect(script.contains("binlog retention hours"))
        #expect(script.contains("-- CALL mysql.rds_reset_external_source();"))
        var request = StartRequest(dialect: .mysql84, point: try point())
        request.usesTLS = false
        let plain = try StartStatements(request).sql()
        #expect(plain.contains("The stream is not encrypted"))
        #expect(plain.contains("GET_SOURCE_PUBLIC_KEY=1"))
        #expect(plain.contains("-- RESET REPLICA ALL;"))
    }

    @Test func `what a server cannot do is refused with what to do`() throws {
        func refusal(_ request: StartRequest) -> String {
            do {
                _ = try StartStatements(request)
                return ""
            } catch {
                return "\(error)"
            }
        }
        var aurora = StartRequest(dialect: .aurora3, point: try point())
        aurora.delay = 5
        #expect(refusal(aurora).contains("take no delay"))
        aurora.delay = 0
        aurora.point.channel = "c"
        #expect(refusal(aurora).contains("has no channels"))
        var rds = StartRequest(dialect: .rdsMySQL80, point: try point())
        rds.delay = 86_401
        #expect(refusal(rds).contains("at most 86400 seconds"))
        var far = StartRequest(dialect: .mysql84, point: try point())
        far.point.file?.offset = 1 << 32
        #expect(refusal(far).contains("beyond 4 GiB"))
        var mixed = StartRequest(dialect: .mysql84, point: try point(.mariaDB, gtid: "0-1-5"))
        // GTIDs of the other family are not taken by themselves.
        #expect(try StartStatements(mixed).method == .file)
        mixed.method = .gtid
        #expect(refusal(mixed).contains("another family's"))
        var none = StartRequest(dialect: .mysql84, point: StartPoint())
        #expect(refusal(none).contains("no file and offset are known"))
        none.point.file = BinlogFilePosition(file: "a.1")
        #expect(refusal(none).contains("--source-host"))
    }
}
