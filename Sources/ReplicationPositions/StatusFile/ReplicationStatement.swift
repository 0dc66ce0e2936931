// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

/// A statement that sets where replication begins, as dumps and backups hold it, in a comment or not.
///
/// Source: MySQL 9.7, `client/mysqldump.cc`, `do_show_binary_log_status`, `do_show_replica_status`, `add_set_gtid_purged`;
/// MariaDB 11.8, `client/mysqldump.cc`. Seen in `Fixtures/status/*-dump-*.sql`.
struct ReplicationStatement {
    /// The text up to its semicolon, on one line.
    let text: String
    /// Whether it stands in a comment.
    let isComment: Bool
    /// What stood in the comments just before it.
    let remark: String

    /// Whether it is CHANGE MASTER TO or CHANGE REPLICATION SOURCE TO; else it sets GTIDs.
    var isChange: Bool { text.lowercased().hasPrefix("change") }

    /// Whether it sets MariaDB's `gtid_slave_pos`.
    var setsReplicaPosition: Bool { !isChange && text.lowercased().contains("gtid_slave_pos") }

    /// The statements among the lines of a dump.
    static func all(in lines: [Substring]) -> [ReplicationStatement] {
        var statements: [ReplicationStatement] = []
        var remark = ""
        var index = 0
        while index < lines.count {
            let line = lines[index].trimmingWhiteSpace
            index += 1
            guard let (start, isComment) = beginning(of: line) else {
                if line.hasPrefix("--") { remark += line.dropFirst(2) } else if !line.isEmpty { remark = "" }
                continue
            }
            var text = String(start)
            // A set of GTIDs goes on over line ends.
            while !text.contains(";"), index < lines.count {
                let next = lines[index].trimmingWhiteSpace
                text += next.hasPrefix("--") ? next.dropFirst(2) : next
                index += 1
            }
            let statement = text.prefix { $0 != ";" }
            statements.append(ReplicationStatement(text: String(statement), isComment: isComment, remark: remark))
        }
        return statements
    }

    /// The beginning of a statement, without what makes it a comment; nil where none begins.
    private static func beginning(of line: Substring) -> (Substring, isComment: Bool)? {
        var text = line
        var isComment = false
        if text.hasPrefix("--") || text.hasPrefix("#") {
            text = text.drop { $0 == "-" || $0 == "#" }.trimmingWhiteSpace
            isComment = true
        } else if text.hasPrefix("/*") {
            isComment = !text.hasPrefix("/*!")
            text = text.dropFirst(2).drop { $0 == "!" || $0.isNumber }.trimmingWhiteSpace
        }
        let word = text.prefix(40).lowercased()
        let isOne =
            word.hasPrefix("change master ") || word.hasPrefix("change replication source ")
            || word.hasPrefix("set ") && (word.contains("gtid_purged") || word.contains("gtid_slave_pos"))
        return isOne ? (text, isComment) : nil
    }

    /// The value of an option such as `MASTER_LOG_FILE`, in whatever words; nil where it is not there.
    func value(of option: String) -> String? {
        for name in [option, option.replacing("source", with: "master")] {
            guard let range = text.lowercased().firstRange(of: name) else { continue }
            // Lower case has the same number of characters, since the names are ASCII and the rest is not looked at.
            let offset = text.lowercased().distance(from: text.lowercased().startIndex, to: range.upperBound)
            let rest = text.dropFirst(offset).drop { $0 == " " || $0 == "=" }
            if let quote = rest.first, quote == "'" || quote == "\"" {
                return String(rest.dropFirst().prefix { $0 != quote })
            }
            return String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        }
        return nil
    }

    /// The connection of `CHANGE MASTER 'name' TO`, or the channel of `FOR CHANNEL 'name'`.
    var channel: String? {
        guard isChange else { return nil }
        if let channel = value(of: "for channel") { return channel }
        guard let before = text.lowercased().firstRange(of: " to ") else { return nil }
        let head = text.prefix(text.lowercased().distance(from: text.lowercased().startIndex, to: before.lowerBound))
        guard let quote = head.firstIndex(where: { $0 == "'" || $0 == "\"" || $0 == "`" }) else { return nil }
        return String(head[head.index(after: quote)...].dropLast())
    }

    /// The GTIDs that it sets: its last text in quotes, without MySQL's plus sign.
    var gtid: String? {
        guard !isChange, let end = text.lastIndex(of: "'"), let start = text[..<end].lastIndex(of: "'") else {
            return nil
        }
        let content = text[text.index(after: start)..<end]
        return String(content.drop { $0 == "+" })
    }
}
