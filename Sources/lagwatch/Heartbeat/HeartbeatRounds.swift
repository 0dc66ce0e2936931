// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLClient
import MySQLReplication
import ReplicationLag

/// Adds to each round what heartbeat tables tell, and writes the sources' heartbeats.
final class HeartbeatRounds: RoundAddition {
    private let options: HeartbeatOptions
    private let table: String
    private let createsTable: Bool
    private let servers: [String: WatchedServer]
    private let sources: [WatchedServer]
    private var open: [String: (connection: MySQLConnection, table: HeartbeatTable)] = [:]
    /// Sources whose tables were made.
    private var created: Set<String> = []
    /// What was told already of a server, so that it is told once.
    private var told: [String: String] = [:]

    /// Takes the servers; nothing is connected to yet.
    init(
        _ options: HeartbeatOptions,
        table: String,
        createsTable: Bool,
        sources: [WatchedServer],
        replicas: [WatchedServer]
    ) {
        self.options = options
        self.table = table
        self.createsTable = createsTable
        self.sources = sources
        servers = Dictionary((sources + replicas).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func add(to round: inout LagRound) async {
        // Sources first: a row that a replica lacks then is late for certain.
        var rows: [String: HeartbeatRow] = [:]
        for source in round.sources {
            guard let reading = source.reading else { continue }
            rows[source.name] = await row(on: source.name, of: options.heartbeatServerId ?? reading.identity.serverID)
        }
        for index in round.samples.indices {
            let sample = round.samples[index]
            let id =
                options.heartbeatServerId ?? sample.sourceReading?.identity.serverID
                ?? sample.replicaReading?.status.sourceID
            guard let row = await row(on: sample.replica, of: id) else { continue }
            let lag = HeartbeatLag(
                of: row,
                source: sample.source.flatMap { rows[$0] },
                now: WallClock.now,
                clock: sample.sourceReading?.clock
            )
            round.samples[index].heartbeatLag = lag.microseconds
        }
        guard options.writeHeartbeat else { return }
        for source in round.sources { await write(source) }
    }

    func end() async {
        for (_, server) in open { await server.connection.close() }
        open = [:]
    }

    private func row(on server: String, of id: UInt32?) async -> HeartbeatRow? {
        await use(server) { table throws(ReplicationError) in try await table.row(of: id) } ?? nil
    }

    private func write(_ source: LagRound.Source) async {
        guard let reading = source.reading, sources.contains(where: { $0.name == source.name }) else { return }
        guard reading.readOnly == .off else {
            tell(source.name, "it is read-only, so no heartbeat is written")
            return
        }
        let now = WallClock.now + (reading.clock?.microseconds ?? 0)
        let time = HeartbeatTime.text(now + (options.utc ? 0 : LocalTime.secondsEast(at: now / 1_000_000) * 1_000_000))
        // Once is enough: the statement is logged even where there is a table already.
        let creates = createsTable && created.insert(source.name).inserted
        await use(source.name) { table throws(ReplicationError) in
            if creates { try await table.create() }
            try await table.write(time, of: reading.identity.serverID)
        }
    }

    /// Works on a server's table; nil where that failed, which is told.
    @discardableResult
    private func use<Result>(
        _ name: String,
        _ body: (inout HeartbeatTable) async throws(ReplicationError) -> Result
    ) async -> Result? {
        guard let server = servers[name] else { return nil }
        do throws(ReplicationError) {
            var one = try await opened(name, server)
            let result = try await body(&one.table)
            open[name] = one
            told[name] = nil
            return result
        } catch {
            tell(name, "\(error)")
            if let one = open.removeValue(forKey: name) { await one.connection.close() }
            return nil
        }
    }

    private func opened(
        _ name: String,
        _ server: WatchedServer
    ) async throws(ReplicationError) -> (connection: MySQLConnection, table: HeartbeatTable) {
        if let one = open[name] { return one }
        let connection: MySQLConnection
        do throws(MySQLError) {
            connection = try await MySQLConnection.open(server.configuration)
        } catch {
            throw ReplicationError(connecting: error)
        }
        do throws(ReplicationError) {
            return (connection, try await HeartbeatTable(table, on: connection, local: local))
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Reads local times; nil where times are in UTC.
    private var local: (@Sendable (String) -> Int64?)? {
        guard !options.utc else { return nil }
        return { @Sendable text in LocalTime.seconds(of: text).map { Int64($0) } }
    }

    private func tell(_ name: String, _ text: String) {
        guard told[name] != text else { return }
        told[name] = text
        StandardError.print("lagwatch: heartbeat: \(name): \(text)")
    }
}
