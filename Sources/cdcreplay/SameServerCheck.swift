// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLClient
import MySQLReplication

/// Finds out whether the target is the very server that changes come from.
///
/// Its own changes would come back to it: each would meet the row that is there already, or be made again and again.
enum SameServerCheck {
    /// Refuses a target that is the source, by whatever addresses they were named.
    ///
    /// A lock by name that one connection takes, the other sees on the same server and nowhere else.
    /// Source: MySQL 9.7 and MariaDB manuals, "Locking Functions".
    /// - Throws: `ReplayError`, also where one of them could not be asked.
    static func run(source: MySQLConnection.Configuration, target: MySQLConnection.Configuration) async throws {
        let lock = "cdcreplay-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let isSame: Bool
        do {
            isSame = try await MySQLConnection.withConnection(target) { target in
                let taken = try await target.answer(to: "SELECT GET_LOCK('\(lock)', 0)")
                guard taken.rows.first?.first == "1" else { return false }
                return try await MySQLConnection.withConnection(source) { source in
                    let holder = try await source.answer(to: "SELECT IS_USED_LOCK('\(lock)')")
                    return holder.rows.first?.first.flatMap { $0 } != nil
                }
            }
        } catch {
            throw ReplayError(
                .target,
                "source and target could not be asked whether they are the same server: \(error)",
                advice: "check addresses and accounts"
            )
        }
        guard isSame else { return }
        throw ReplayError(
            .usage,
            "the target \(target.endpoint) is the server that the changes come from (\(source.endpoint))",
            advice: "tables keep their names, so each change would meet itself; name another server"
        )
    }
}
