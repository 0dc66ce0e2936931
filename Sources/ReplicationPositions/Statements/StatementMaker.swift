// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Puts the lines of ``StartStatements`` together.
struct StatementMaker {
    let request: StartRequest
    let method: StartRequest.Method
    private(set) var lines: [StartStatements.Line] = []

    var dialect: ReplicationDialect { request.dialect }
    var point: StartPoint { request.point }

    init(request: StartRequest, method: StartRequest.Method) {
        self.request = request
        self.method = method
    }

    /// Adds a statement.
    mutating func run(_ step: StartStatements.Step, _ text: String) {
        lines.append(StartStatements.Line(step: step, text: text, isActive: true))
    }

    /// Adds a remark, or a statement that is not to be run now.
    mutating func remark(_ step: StartStatements.Step, _ text: String) {
        lines.append(StartStatements.Line(step: step, text: text, isActive: false))
    }

    /// Stops a channel: one with a name may not be there yet, and to stop it is an error then.
    mutating func stop(_ statement: String) {
        guard point.channel != nil else {
            run(.stop, statement)
            return
        }
        remark(.stop, "Where \(point.channel.map { SQLText.literal($0) } ?? "") is there already:")
        remark(.stop, "\(statement);")
    }

    /// Makes all of it.
    mutating func make() throws(StartStatementError) {
        try remarkSource()
        if dialect.usesProcedures {
            try makeProcedures()
        } else if dialect == .mariadb {
            try makeMariaDB()
        } else {
            try makeMySQL()
        }
    }

    private mutating func remarkSource() throws(StartStatementError) {
        remark(.source, "On the source, \(point.server):")
        let user = try SQLText.quoted(point.user ?? "repl")
        let password = try SQLText.quoted(StartStatements.passwordPlaceholder)
        let requirement = request.usesTLS ? " REQUIRE SSL" : ""
        // MariaDB gives REPLICATION CLIENT another name since 10.5, and understands the old one.
        remark(
            .source,
            """
              the account must be there, with its privileges:
                CREATE USER \(user)@'%' IDENTIFIED BY \(password)\(requirement);
                GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO \(user)@'%';
              its log must be kept until the replica has read it:
                SET GLOBAL binlog_expire_logs_seconds = 604800;
                CALL mysql.rds_set_configuration('binlog retention hours', 168);  -- on RDS and Aurora
            """
        )
        if !request.usesTLS {
            remark(.source, "  The stream is not encrypted: whoever is on the way reads the data.")
        }
        let sourceFlavour = point.flavour ?? dialect.flavour
        guard sourceFlavour != dialect.flavour else { return }
        remark(
            .source,
            "  The source is \(sourceFlavour) and the replica \(dialect.flavour): they have no GTIDs in common, and "
                + "not every event of one can be applied by the other."
        )
    }

    /// Leaves out the tables that RDS writes for itself, where the source is there and the replica is not.
    mutating func leaveOutManagedTables() {
        guard let host = point.host?.lowercased(), !dialect.usesProcedures,
            host.hasSuffix(".rds.amazonaws.com") || host.hasSuffix(".rds.amazonaws.com.cn")
        else { return }
        remark(
            .set,
            "RDS writes tables of its own, which no other server has: without the filter replication stops at them."
        )
        let pattern = "mysql.rds\\_%"
        switch dialect {
        case .mariadb:
            let connection = point.channel.map { SQLText.name($0) + "." } ?? ""
            run(.set, "SET GLOBAL \(connection)replicate_wild_ignore_table='\(pattern)'")
        default:
            let channel = point.channel.map { " FOR CHANNEL " + SQLText.literal($0) } ?? ""
            run(.set, "CHANGE REPLICATION FILTER REPLICATE_WILD_IGNORE_TABLE=('\(pattern)')\(channel)")
        }
    }

    /// The options that tell the source, in the words of `prefix` (MASTER or SOURCE).
    func connection(_ prefix: String) throws(StartStatementError) -> [String] {
        var options = [
            "\(prefix)_HOST=\(try SQLText.quoted(point.host ?? ""))", "\(prefix)_PORT=\(point.port ?? 3306)",
            "\(prefix)_USER=\(try SQLText.quoted(point.user ?? "repl"))",
            "\(prefix)_PASSWORD=\(try SQLText.quoted(StartStatements.passwordPlaceholder))",
            "\(prefix)_SSL=\(request.usesTLS ? 1 : 0)",
        ]
        if let authority = request.certificateAuthority {
            options.append("\(prefix)_SSL_CA=\(try SQLText.quoted(authority))")
        }
        return options
    }

    /// The options that tell the place by file.
    func place(_ prefix: String) throws(StartStatementError) -> [String] {
        guard let file = point.file else { return [] }
        return ["\(prefix)_LOG_FILE=\(try SQLText.quoted(file.file))", "\(prefix)_LOG_POS=\(file.offset)"]
    }
}
