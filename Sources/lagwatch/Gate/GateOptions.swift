// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MySQLReplication
import ReplicationLag

/// What the gate waits for.
enum GateGoal: String, ExpressibleByArgument, CaseIterable, Sendable {
    case caughtUp = "caught-up"
}

/// The options of the gate.
struct GateOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "caught-up: wait until each replica has applied everything that the source has committed, print the proof as JSON, "
                + "and end. Without --source the source is the server that the replicas name. "
                + "Status: 0 reached, 3 not in time, 4 replication stopped, 5 mismatch.",
            valueName: "goal"
        )
    )
    var until: GateGoal?

    @Option(
        help: ArgumentHelp(
            "How far behind a replica may be; 0 is everything, on a source that no longer writes.",
            valueName: "time"
        )
    )
    var maxLag: DurationArgument?

    @Option(help: ArgumentHelp("For how long it must stay so; 5s if none is told.", valueName: "time"))
    var stable: DurationArgument?

    @Option(help: ArgumentHelp("How long to wait; 60s if none is told, 0 for ever.", valueName: "time"))
    var timeout: DurationArgument?

    @Flag(help: "The source must refuse writes (super_read_only; MariaDB: read_only).")
    var requireReadOnly = false

    @Flag(
        help: """
            The source goes on writing: wait for what it had committed when waiting began. What comes later may be missing.
            """
    )
    var marker = false

    @Option(
        help: ArgumentHelp(
            "The same, and write a row to this table of the source, which the replica must show.",
            valueName: "schema.table"
        )
    )
    var markerTable: String?

    @Flag(help: "Make the table of --marker-table or --heartbeat where there is none.")
    var createTable = false

    @Option(
        help: ArgumentHelp(
            "Transactions that the replica has for itself and that were looked at; others are a mismatch.",
            valueName: "gtids"
        )
    )
    var acceptErrant: String?

    @Option(
        help: ArgumentHelp("The channel or connection, where a replica has several that lead here.", valueName: "name")
    )
    var channel: String?

    @Option(help: ArgumentHelp("Write the proof to this file too.", valueName: "file"))
    var record: String?

    /// Whether an option was given that only the gate has.
    private var isGiven: Bool {
        maxLag != nil || stable != nil || timeout != nil || requireReadOnly || marker || markerTable != nil
            || acceptErrant != nil || record != nil || channel != nil
    }

    func validate() throws {
        guard until != nil || !isGiven else {
            throw ValidationError("the options of the gate go with --until caught-up")
        }
        guard maxLag.map({ $0.duration == .zero }) ?? true || (!marker && markerTable == nil) else {
            throw ValidationError("--max-lag and a marker are two ways to wait; choose one")
        }
        guard markerTable.map({ $0.split(separator: ".").count == 2 }) ?? true else {
            throw ValidationError("--marker-table takes SCHEMA.TABLE")
        }
    }

    /// When the gate may open.
    ///
    /// - Throws: `ValidationError` where GTIDs cannot be read.
    func conditions() throws -> Gate.Conditions {
        var conditions = Gate.Conditions(stable: stable?.duration ?? .seconds(5), requiresReadOnly: requireReadOnly)
        conditions.maximumLag = maxLag?.duration ?? .zero
        if let acceptErrant {
            do {
                // MySQL's have a colon behind the server, MariaDB's none.
                conditions.accepted = try ErrantGTIDs(
                    acceptErrant,
                    flavour: acceptErrant.contains(":") ? .mysql : .mariaDB
                )
            } catch {
                throw ValidationError("--accept-errant: \(error)")
            }
        }
        return conditions
    }
}
