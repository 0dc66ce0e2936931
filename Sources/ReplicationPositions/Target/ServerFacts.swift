// SPDX-License-Identifier: Apache-2.0

package import MySQLReplication

/// What of a server decides whether it can replicate from another, or another from it.
package struct ServerFacts: Sendable {
    /// What it is, and how it logs.
    package var profile: ServerProfile
    /// Whether it was asked; else only its version is known.
    package var isKnown: Bool
    /// Variables beyond those of the profile, by their names in small letters.
    package var variables: [String: String] = [:]
    /// The collations that it knows; nil where they are not known.
    package var collations: Set<String>?
    /// Those that its columns, tables and schemas have; nil where they are not known.
    package var usedCollations: Set<String>?
    /// Tables that have columns of type JSON; nil where that is not known.
    package var jsonTableCount: UInt64?
    /// Whether the tables of time zones are filled; nil where that is not known.
    package var hasTimeZones: Bool?

    /// Begins with a profile.
    package init(_ profile: ServerProfile, isKnown: Bool) {
        self.profile = profile
        self.isKnown = isKnown
    }

    private static let own = "'mysql', 'information_schema', 'performance_schema', 'sys'"

    /// Asks a server; what it refuses to tell is not known.
    ///
    /// - Throws: `ReplicationError` where the connection fails.
    static func read(
        _ session: any StatementSession,
        _ profile: ServerProfile
    ) async throws(ReplicationError) -> ServerFacts {
        var facts = ServerFacts(profile, isKnown: true)
        let names = ["collation_server", "log_bin_use_v1_row_events", "sql_mode"]
        let variables = try await rows(
            session,
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN (" + names.map { "'\($0)'" }.joined(separator: ", ") + ")"
        )
        for row in variables ?? [] where row.count >= 2 { facts.variables[row[0]?.lowercased() ?? ""] = row[1] ?? "" }
        // MariaDB 10.10 and later list the new ones without their character set elsewhere.
        let full = "SELECT FULL_COLLATION_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY"
        let plain = "SELECT COLLATION_NAME FROM information_schema.COLLATIONS"
        var known: [[String?]]?
        if profile.dialect.isMariaDB { known = try await rows(session, full) }
        if known == nil { known = try await rows(session, plain) }
        facts.collations = known.map(names(in:))
        facts.usedCollations = try await rows(
            session,
            """
            SELECT COLLATION_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA NOT IN (\(own)) \
            UNION SELECT TABLE_COLLATION FROM information_schema.TABLES WHERE TABLE_SCHEMA NOT IN (\(own)) \
            UNION SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN (\(own))
            """
        ).map(names(in:))
        facts.jsonTableCount = try await rows(
            session,
            "SELECT COUNT(DISTINCT TABLE_SCHEMA, TABLE_NAME) FROM information_schema.COLUMNS "
                + "WHERE DATA_TYPE = 'json' AND TABLE_SCHEMA NOT IN (\(own))"
        )?.first?.first.flatMap { $0 }.flatMap { UInt64($0) }
        let zones = try await rows(session, "SELECT COUNT(*) FROM mysql.time_zone_name")
        facts.hasTimeZones = zones?.first?.first.flatMap { $0 }.map { $0 != "0" }
        return facts
    }

    /// The names in the first column, as every server spells them today.
    private static func names(in rows: [[String?]]) -> Set<String> {
        Set(rows.compactMap { ($0.first ?? nil).map(spelling) })
    }

    /// A collation's name with `utf8mb3` for what was called `utf8` before.
    static func spelling(_ name: String) -> String {
        let name = name.lowercased()
        return name.hasPrefix("utf8_") ? "utf8mb3_" + name.dropFirst(5) : name
    }

    /// The rows of a statement; nil where the server refuses it.
    private static func rows(
        _ session: any StatementSession,
        _ sql: String
    ) async throws(ReplicationError) -> [[String?]]? {
        do throws(StatementFailure) {
            return try await session.answer(to: sql).rows
        } catch {
            guard error.number != nil else { throw error.error("comparing source and target") }
            return nil
        }
    }
}
