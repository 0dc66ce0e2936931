// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport

/// A server that answers all that a stream asks before its dump, and then does what a test says.
struct HostileSource: Sendable {
    let isMariaDB: Bool

    /// What the greeting says.
    var offer: FakeConversation.Offer { isMariaDB ? .mariaDB : FakeConversation.Offer() }

    /// What MySQL's `server_uuid` says.
    static let uuid = "6cdf90c8-e5ae-11f1-a080-02fc00000001"

    private var variables: [[String?]] {
        var variables = [
            ["log_bin", "ON"], ["server_id", "7"], ["binlog_format", "ROW"], ["binlog_checksum", "CRC32"],
        ]
        variables +=
            isMariaDB
            ? [["version", "11.8.6-MariaDB-log"]]
            : [["version", "9.7.4"], ["server_uuid", HostileSource.uuid], ["gtid_mode", "ON"]]
        return variables
    }

    /// Lets the client in and answers until it asks for the dump; ``FakeConversation/sequence`` is right for the first event.
    func reachDump(_ conversation: inout FakeConversation) async throws {
        try await conversation.acceptLogin(offer)
        while true {
            let command = try await conversation.answerStatements { conversation, sql in
                try await answer(sql, &conversation)
                return true
            }
            switch command.first {
            case 0x15: try await conversation.send(FakeConversation.ok)
            case 0x12, 0x1e: return
            default: throw FakeConversation.HungUp()
            }
        }
    }

    private func answer(_ sql: String, _ conversation: inout FakeConversation) async throws {
        let answers: [(beginning: String, columns: [String], rows: [[String?]])] = [
            ("SHOW GLOBAL VARIABLES", ["Variable_name", "Value"], variables),
            ("SELECT COUNT(*)", ["COUNT(*)"], [["0"]]),
            ("SHOW GRANTS", ["Grants"], [["GRANT ALL PRIVILEGES ON *.* TO `u`@`%`"]]),
            ("SHOW BINARY LOGS", ["Log_name", "File_size"], [["binlog.000001", "10000"]]),
            ("SHOW BINARY LOG STATUS", ["File", "Position"], [["binlog.000001", "4"]]),
            ("SHOW MASTER STATUS", ["File", "Position"], [["binlog.000001", "4"]]),
            ("SHOW", ["Server_id"], []),
            ("SELECT @@GLOBAL.gtid_executed", ["a", "b"], [["", ""]]),
            ("SELECT BINLOG_GTID_POS", ["a"], [["0-7-1"]]),
            ("SELECT @master_binlog_checksum", ["a"], [["CRC32"]]),
        ]
        guard let answer = answers.first(where: { sql.hasPrefix($0.beginning) }) else {
            try await conversation.send(FakeConversation.ok)
            return
        }
        try await conversation.sendRows(columns: answer.columns, answer.rows)
    }
}
