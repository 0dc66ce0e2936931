// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTestSupport

/// Statements of the schema and server types, run by the server's own command line client: independent of our connection.
struct CommandLineSession: StatementSession {
    let server: LiveServer

    func answer(to sql: String) async throws(StatementFailure) -> StatementAnswer {
        let text: String
        do {
            text = try server.execute(sql + ";")
        } catch let LiveServerError.failed(_, _, message, _) {
            let words = message.split(separator: " ")
            let number = words.firstIndex(of: "ERROR").flatMap { UInt16(words[words.index(after: $0)]) }
            throw StatementFailure(number: number, message: message)
        } catch {
            throw StatementFailure(number: nil, message: "\(error)", underlying: error)
        }
        let lines = text.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { CommandLineSession.value(String($0)) }
        }
        return StatementAnswer(columns: lines.first?.map { $0 ?? "" } ?? [], rows: Array(lines.dropFirst()))
    }

    /// Batch mode escapes backslashes and line ends.
    private static func value(_ text: String) -> String? {
        guard text != "NULL" else { return nil }
        var value = ""
        var isEscape = false
        for character in text {
            if isEscape {
                switch character {
                case "n": value.append("\n")
                case "t": value.append("\t")
                case "0": value.append("\0")
                default: value.append(character)
                }
                isEscape = false
            } else if character == "\\" {
                isEscape = true
            } else {
                value.append(character)
            }
        }
        return value
    }
}
