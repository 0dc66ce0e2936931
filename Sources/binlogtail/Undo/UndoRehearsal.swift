// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLClient
import MySQLReplication
import MySQLTypes

/// Asks a server whether its rows are as the log left them, without changing any.
struct UndoRehearsal {
    /// What is known of a row.
    private enum Known: Equatable {
        /// These columns were compared.
        case compared(Set<String>)
        /// Nothing more is to be asked.
        case settled
    }

    /// Rows that can be told apart; each costs some hundred bytes.
    private static let rowLimit = 2_000_000

    private let session: any StatementSession
    /// By table and key.
    private var seen: [String: Known] = [:]
    private var changes = 0
    private var conflicts = 0
    /// Changes of tables without a primary key.
    private var unknown = 0

    private init(_ session: any StatementSession) {
        self.session = session
    }

    /// Asks all, the last change first, and writes the conflicts.
    static func run(
        _ checks: UndoChecks,
        at server: MySQLConnection.Configuration,
        to output: inout OutputStream
    ) async throws -> ExitStatus {
        var lines = TextWriter()
        let rehearsal = try await MySQLConnection.withConnection(server) { connection in
            // As undo itself runs.
            let settings = "\(SQLFormat.settings)".split(separator: ";").map { $0.filter { $0 != "\n" } }
            for statement in settings where !statement.isEmpty { _ = try await connection.answer(to: statement) }
            var rehearsal = UndoRehearsal(connection)
            try checks.rewindToEnd()
            while let check = try checks.previous() { try await rehearsal.ask(check, &lines) }
            return rehearsal
        }
        rehearsal.writeEnd(to: &lines)
        output.text.append(lines)
        try output.flush()
        return rehearsal.conflicts == 0 ? .success : .failure
    }

    private func writeEnd(to text: inout TextWriter) {
        let changed = changes == 1 ? "1 change" : "\(changes) changes"
        text.append(text: "\(changed) to take back, \(conflicts == 1 ? "1 conflict" : "\(conflicts) conflicts")")
        if unknown > 0 { text.append(text: ", \(unknown) not compared (tables without a primary key)") }
        text.append("\n")
    }

    private mutating func ask(_ check: UndoChecks.Check, _ text: inout TextWriter) async throws {
        changes += 1
        guard check.kind != .unknown else {
            unknown += 1
            return
        }
        guard seen.count < UndoRehearsal.rowLimit else {
            throw ReplicationError(
                .limitExceeded,
                "more than \(UndoRehearsal.rowLimit) rows were changed",
                advice: "rehearse in parts, by --start-datetime, --stop-datetime or --include"
            )
        }
        let name = check.table + "\u{0}" + check.key
        let known = seen[name]
        // Under the old key stands no row of which the server could be asked.
        if check.oldKey != check.key { seen[check.table + "\u{0}" + check.oldKey] = .settled }
        var compared: Set<String> = []
        switch known {
        case .settled?: return
        case .compared(let columns)?: compared = columns
        case nil: break
        }
        switch check.kind {
        case .isFree:
            seen[name] = .settled
            // A row that came again after it was deleted is told by the later change.
            guard known == nil else { return }
            let answer = try await session.answer(to: check.sql)
            if !answer.rows.isEmpty { conflict(check, "there is a row with this key again", &text) }
        case .holds, .holdsLast:
            seen[name] = check.kind == .holdsLast ? .settled : .compared(compared.union(check.columns))
            guard check.columns.contains(where: { !compared.contains($0) }) || check.kind == .holdsLast && known == nil
            else { return }
            let answer = try await session.answer(to: check.sql)
            guard let row = answer.rows.first else {
                conflict(check, "the row is gone", &text)
                seen[name] = .settled
                return
            }
            for (column, value) in zip(check.columns, row) where !compared.contains(column) && value != "1" {
                conflict(check, "\(column) was changed since", &text)
            }
        case .unknown: break
        }
    }

    private mutating func conflict(_ check: UndoChecks.Check, _ what: String, _ text: inout TextWriter) {
        conflicts += 1
        text.append(text: "conflict: \(check.table) \(check.key): \(what) (\(check.place))\n")
    }
}
