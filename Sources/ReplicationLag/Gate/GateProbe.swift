// SPDX-License-Identifier: Apache-2.0

import MySQLClient
public import MySQLReplication
import MySQLTypes

/// Looks at a source and its replicas in the order that ``GateLook`` asks for.
///
/// ```swift
/// var probe = GateProbe(source: try await LagProbe(first), replicas: [try await LagProbe(second)], channel: nil)
/// let looks = try await probe.look(markedBy: nil)
/// ```
public struct GateProbe: Sendable {
    private var source: LagProbe
    private var replicas: [LagProbe]
    private let channel: String?

    /// Takes connections that nothing else uses, and which of the replicas' channels is meant; nil means that of the source.
    public init(source: LagProbe, replicas: [LagProbe], channel: String?) {
        self.source = source
        self.replicas = replicas
        self.channel = channel
    }

    /// Looks once at all, one look for each replica in their order.
    ///
    /// - Parameter marker: The marker whose row is looked for.
    /// - Returns: The looks.
    /// - Throws: `ReplicationError` where a server does not answer, or one is no replica.
    public mutating func look(markedBy marker: GateMarker?) async throws(ReplicationError) -> [GateLook] {
        let began = ContinuousClock.now
        let before = try await source.source()
        var seen: [(reading: ReplicaReading, log: MariaDBGTIDState?, hasRow: Bool?)] = []
        for index in replicas.indices {
            guard let reading = choose(try await replicas[index].replicas(), of: before) else {
                throw ReplicationError(
                    .usage,
                    channel.map { "the server has no channel '\($0)'" } ?? "the server replicates from nowhere",
                    advice: "connect to the replica"
                )
            }
            seen.append(
                (
                    reading,
                    try await replicas[index].logState(),
                    try await replicas[index].shows(marker)
                )
            )
        }
        let time = ContinuousClock.now
        let sourceLog = try await source.logState()
        let after = try await source.source()
        return seen.map { seen in
            var look = GateLook(before: before, replica: seen.reading, after: after, began: began, time: time)
            look.replicaLog = seen.log
            look.sourceLog = sourceLog
            look.hasMarkerRow = seen.hasRow
            return look
        }
    }

    /// Notes what the source has committed now.
    ///
    /// - Parameters:
    ///   - table: The table that a row is written to before; nil writes nothing. As `SCHEMA.TABLE`.
    ///   - token: What the row holds; no other has it.
    ///   - creates: Whether the table is made where there is none.
    /// - Returns: The marker.
    /// - Throws: `ReplicationError` where the source does not answer, or refuses the row.
    public mutating func mark(
        table: String? = nil,
        token: String = "",
        creates: Bool = false
    ) async throws(ReplicationError) -> GateMarker {
        guard let table else { return GateMarker(try await source.source()) }
        try await source.write(token: token, to: table, creates: creates)
        return GateMarker(try await source.source(), table: table, token: token)
    }

    /// The channel that is meant: the one that was named, or the one that leads to the source.
    private func choose(_ readings: [ReplicaReading], of source: SourceReading) -> ReplicaReading? {
        if let channel { return readings.first { ($0.status.channel ?? "") == channel } }
        let leading = readings.first { reading in
            if let uuid = reading.status.sourceUUID, let own = source.identity.uuid { return uuid == own }
            return reading.status.sourceID == source.identity.serverID
        }
        return leading ?? readings.first
    }
}

extension LagProbe {
    /// MariaDB: what the server's log holds; nil where it writes none, and on MySQL.
    fileprivate func logState() async throws(ReplicationError) -> MariaDBGTIDState? {
        guard isMariaDB, profile.writesLog else { return nil }
        let text = try await ask("SELECT @@GLOBAL.gtid_binlog_state", "asking for the log's GTIDs").value(0, 0) ?? ""
        do throws(GTIDSyntaxError) {
            return try MariaDBGTIDState(text)
        } catch {
            throw ReplicationError(.refusedByServer, "the server's GTIDs cannot be read: \(error)", underlying: error)
        }
    }

    /// Whether the marker's row is there; nil where the marker has none.
    fileprivate func shows(_ marker: GateMarker?) async throws(ReplicationError) -> Bool? {
        guard let marker, let table = marker.table, let token = marker.token else { return nil }
        let sql = "SELECT 1 FROM \(SQLName(table)) WHERE token = '\(token)'"
        do throws(StatementFailure) {
            return try await !session.answer(to: sql).rows.isEmpty
        } catch {
            // The table may not have come yet.
            if error.number == 1146 || error.number == 1049 { return false }
            throw error.error("looking for the marker's row")
        }
    }

    /// Writes a row that no other has, and forgets those of yesterday.
    fileprivate func write(token: String, to table: String, creates: Bool) async throws(ReplicationError) {
        let name = SQLName(table)
        if creates {
            _ = try await ask(
                "CREATE TABLE IF NOT EXISTS \(name) (token VARCHAR(64) NOT NULL PRIMARY KEY, "
                    + "written TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
                "making the marker's table"
            )
        }
        _ = try await ask(
            "DELETE FROM \(name) WHERE written < CURRENT_TIMESTAMP - INTERVAL 1 DAY",
            "forgetting old markers"
        )
        _ = try await ask("INSERT INTO \(name) (token) VALUES ('\(token)')", "writing the marker")
    }
}
