// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension StatementMaker {
    /// The longest delay that the procedures take, in seconds.
    private static let longestDelay: UInt64 = 86_400

    /// The procedures of Amazon RDS and Aurora.
    ///
    /// Source: Amazon RDS User Guide, "mysql.rds_set_external_master" and those that follow it, "Managing multi-source
    /// replication"; Amazon Aurora User Guide, "mysql.rds_set_external_source".
    mutating func makeProcedures() throws(StartStatementError) {
        try checkProcedures()
        let suffix = point.channel == nil ? "" : "_for_channel"
        // The procedures that come with a channel say `source` in every version.
        let word = dialect.saysSource || point.channel != nil ? "source" : "master"
        let channel = try point.channel.map { (name) throws(StartStatementError) in [try SQLText.quoted(name)] } ?? []
        let noArguments = channel.joined(separator: ", ")
        remark(
            .stop,
            "Where it replicates already:\n  CALL mysql.rds_stop_replication\(suffix)(\(noArguments));"
        )
        run(.set, "SET autocommit = 1")
        remark(.set, "The password is sent as it is: connect by TLS, and keep it out of histories and logs.")
        let call = try procedure(word)
        run(.set, "CALL mysql.\(call.name)\(suffix)(\n    \((call.arguments + channel).joined(separator: ",\n    ")))")
        run(.start, "CALL mysql.rds_start_replication\(suffix)(\(noArguments))")
        let isNew = dialect == .rdsMySQL84 || dialect == .aurora3 || dialect == .rdsMySQL80
        run(
            .check,
            dialect == .rdsMariaDB ? "SHOW ALL SLAVES STATUS" : isNew ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS"
        )
        remark(.reset, "To end replication for good, once the proof is there that all was applied:")
        remark(.reset, "CALL mysql.rds_stop_replication\(suffix)(\(noArguments));")
        remark(.reset, "CALL mysql.rds_reset_external_\(word)\(suffix)(\(noArguments));")
    }

    /// The procedure that sets the source, and its arguments.
    private func procedure(_ word: String) throws(StartStatementError) -> (name: String, arguments: [String]) {
        var arguments = [
            try SQLText.quoted(point.host ?? ""), "\(point.port ?? 3306)", try SQLText.quoted(point.user ?? "repl"),
            try SQLText.quoted(StartStatements.passwordPlaceholder),
        ]
        let tls = request.usesTLS ? "1" : "0"
        let name = "rds_set_external_\(word)"
        switch method {
        case .gtid where dialect == .rdsMariaDB:
            return (name + "_gtid", arguments + [try SQLText.quoted(point.gtid.map { "\($0)" } ?? ""), tls])
        case .gtid:
            arguments.append(tls)
            // Aurora's has no delay.
            if !dialect.isAurora { arguments.append("\(request.delay)") }
            return (name + "_with_auto_position", arguments)
        case .file:
            if let file = point.file { arguments += [try SQLText.quoted(file.file), "\(file.offset)"] }
            arguments.append(tls)
            guard request.delay > 0 else { return (name, arguments) }
            return (name + "_with_delay", arguments + ["\(request.delay)"])
        }
    }

    private func checkProcedures() throws(StartStatementError) {
        if point.channel != nil, !dialect.hasChannelProcedures {
            throw StartStatementError(
                "\(dialect.rawValue) has no channels; leave --channel out, or take --channel '' for a source that had one"
            )
        }
        guard request.delay > 0 else { return }
        guard !dialect.isAurora, dialect != .rdsMariaDB else {
            throw StartStatementError("the procedures of \(dialect.rawValue) take no delay; leave --delay out")
        }
        guard request.delay <= StatementMaker.longestDelay else {
            throw StartStatementError("the procedures take a delay of at most \(StatementMaker.longestDelay) seconds")
        }
    }
}
