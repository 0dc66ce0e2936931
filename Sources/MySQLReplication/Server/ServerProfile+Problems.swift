// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

extension ServerProfile {
    /// What stands in the way of following a server's log.
    public enum Problem: Sendable, Hashable {
        /// The server writes no binary log.
        case logOff
        /// `server_id` is 0, with which servers refuse dumps.
        case serverIDZero
        /// The log holds statements, not rows.
        case formatNotRow(String)
        /// Rows hold only some of their columns.
        case partialRowImage(String)
        /// Changes of JSON may hold only what changed.
        case partialJSON
        /// The checksum is one that is not known.
        case unknownChecksum(String)
        /// MariaDB keeps its log in InnoDB, which has no files and positions.
        case logInEngine(String)
        /// The account lacks a privilege; any of `anyOf` would do.
        case missingPrivilege(anyOf: [String], whatFor: String)
    }

    /// Everything that stands in the way, the worst first; empty where nothing does.
    public var problems: [Problem] {
        var problems: [Problem] = []
        if !writesLog { problems.append(.logOff) }
        if serverID == 0 { problems.append(.serverIDZero) }
        if !mayDo([dialect.dumpPrivilege]) {
            problems.append(.missingPrivilege(anyOf: [dialect.dumpPrivilege], whatFor: "reading the log"))
        }
        if let logStorageEngine { problems.append(.logInEngine(logStorageEngine)) }
        if let checksum, checksum != "NONE", checksum != "CRC32" { problems.append(.unknownChecksum(checksum)) }
        if logFormat != "ROW" { problems.append(.formatNotRow(logFormat)) }
        if let rowImage, rowImage != "FULL" { problems.append(.partialRowImage(rowImage)) }
        if rowValueOptions?.contains("PARTIAL_JSON") == true { problems.append(.partialJSON) }
        if !mayDo(dialect.statusPrivileges) {
            problems.append(
                .missingPrivilege(anyOf: dialect.statusPrivileges, whatFor: "asking where the log begins and ends")
            )
        }
        return problems
    }

    /// Whether one of the privileges was granted on everything; true where it cannot be told, as with roles.
    private func mayDo(_ privileges: [String]) -> Bool {
        guard let grants else { return true }
        for grant in grants {
            guard let range = grant.firstRange(of: " ON *.* ") else {
                // A role's own privileges may not be listed: `GRANT role TO account`.
                if !grant.contains(" ON "), grant.hasPrefix("GRANT ") { return true }
                continue
            }
            let granted = grant[..<range.lowerBound].dropFirst(6).split(separator: ",").map { $0.trimmed }
            if granted.contains("ALL PRIVILEGES") || granted.contains("ALL") { return true }
            if granted.contains(where: { privileges.contains($0) }) { return true }
        }
        return false
    }
}

extension Substring {
    /// Without spaces at both ends.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

extension ServerProfile.Problem: CustomStringConvertible {
    /// Whether the log cannot be followed at all; other problems leave gaps in what it tells.
    public var isFatal: Bool {
        switch self {
        case .logOff, .serverIDZero, .unknownChecksum: true
        case .missingPrivilege(let names, _): names.contains("REPLICATION SLAVE")
        case .formatNotRow, .partialRowImage, .partialJSON, .logInEngine: false
        }
    }

    /// What is wrong.
    public var explanation: String {
        switch self {
        case .logOff: "the server writes no binary log (log_bin is OFF)"
        case .serverIDZero: "server_id of the server is 0"
        case .formatNotRow(let format): "binlog_format is \(format): changes are logged as statements, not as rows"
        case .partialRowImage(let image): "binlog_row_image is \(image): rows hold only some of their columns"
        case .partialJSON: "binlog_row_value_options has PARTIAL_JSON: changes of JSON may hold only what changed"
        case .unknownChecksum(let name): "binlog_checksum \(name) is not known"
        case .logInEngine(let engine):
            "the log is kept in \(engine): it has GTIDs, but no files and positions to start at"
        case .missingPrivilege(let names, let purpose):
            "the account lacks \(names.joined(separator: " or ")) for \(purpose)"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .logOff:
            "start the server with log_bin (on Aurora and RDS: turn backups on and set binlog_format in the parameter "
                + "group), or connect to the server that writes"
        case .serverIDZero: "SET GLOBAL server_id to another number"
        case .formatNotRow: "SET GLOBAL binlog_format = 'ROW'; sessions that are open keep what they had"
        case .partialRowImage: "SET GLOBAL binlog_row_image = 'FULL' if all columns are needed"
        case .partialJSON: "SET GLOBAL binlog_row_value_options = '' if whole documents are needed"
        case .unknownChecksum: "SET GLOBAL binlog_checksum = 'CRC32'"
        case .logInEngine: "start at a GTID position"
        case .missingPrivilege(let names, _): "GRANT \(names.first ?? "") ON *.* to the account"
        }
    }

    /// What is wrong and what to do.
    public var description: String { explanation + "; " + advice }
}

extension ReplicationError {
    /// A problem of the server as the operation's error.
    init(_ code: Code, _ problem: ServerProfile.Problem) {
        self.init(code, problem.explanation, advice: problem.advice)
    }
}
