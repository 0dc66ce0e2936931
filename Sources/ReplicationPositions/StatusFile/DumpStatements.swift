// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Reads the statements of dumps of mysqldump and mariadb-dump, and of `xtrabackup_slave_info`.
enum DumpStatements {
    /// The places that they tell; none where there are no such statements.
    static func starts(in lines: [Substring]) -> [StartCoordinates] {
        let statements = ReplicationStatement.all(in: lines)
        guard !statements.isEmpty else { return [] }
        let head = lines.prefix(40).joined(separator: "\n")
        let isDump = head.contains("-- MySQL dump") || head.contains("-- MariaDB dump") || head.contains("Host: ")
        let setsGTID = statements.last { !$0.isChange }
        var flavour: ServerFlavour?
        if let setsGTID { flavour = setsGTID.setsReplicaPosition ? .mariaDB : .mysql }
        if flavour == nil, head.contains("MariaDB") { flavour = .mariaDB }
        var starts: [StartCoordinates] = []
        for statement in statements where statement.isChange {
            merge(start(statement, isDump: isDump, flavour), into: &starts)
        }
        guard let setsGTID, let gtid = setsGTID.gtid else { return starts }
        if starts.isEmpty {
            starts = [StartCoordinates(isDump ? .dump : .statements, log: isDump ? .own : .source, flavour: flavour)]
        }
        return starts.map { start in
            var start = start
            start.gtid = gtid
            start.isActive = start.isActive || !setsGTID.isComment
            return start
        }
    }

    private static func start(
        _ statement: ReplicationStatement,
        isDump: Bool,
        _ flavour: ServerFlavour?
    ) -> StartCoordinates {
        let offset = statement.value(of: "source_log_pos").flatMap { UInt64($0) }
        let file = statement.value(of: "source_log_file").flatMap { name in
            offset.map { BinlogFilePosition(file: name, offset: $0) }
        }
        let useGTID = statement.value(of: "source_use_gtid")
        let autoPosition = statement.value(of: "source_auto_position")
        let remark = statement.remark.lowercased()
        let isOfSource =
            !isDump || statement.channel != nil || remark.contains("for this replica")
            || remark.contains("of this slave")
            || remark.contains("dump-slave") || remark.contains("dump-replica")
        return StartCoordinates(
            isDump ? .dump : .statements,
            log: isOfSource ? .source : .own,
            file: file,
            channel: statement.channel.flatMap { $0.isEmpty ? nil : $0 },
            host: statement.value(of: "source_host"),
            flavour: useGTID == nil ? flavour : .mariaDB,
            isActive: !statement.isComment,
            usesGTID: useGTID.map { $0.lowercased() != "no" } ?? (autoPosition == "1")
        )
    }

    /// MariaDB writes two statements for one connection: one by GTIDs, one by file.
    private static func merge(_ start: StartCoordinates, into starts: inout [StartCoordinates]) {
        guard let index = starts.firstIndex(where: { $0.channel == start.channel }) else {
            starts.append(start)
            return
        }
        starts[index].file = starts[index].file ?? start.file
        starts[index].usesGTID = starts[index].usesGTID || start.usesGTID
        starts[index].isActive = starts[index].isActive || start.isActive
        if start.log == .source { starts[index].log = .source }
    }
}
