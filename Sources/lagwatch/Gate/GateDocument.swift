// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLReplication
import ReplicationLag

/// The record of a wait at the gate, for the ticket of the change; `docs/LAGWATCH.md` documents the fields.
struct GateDocument: Encodable {
    /// One server as it was then.
    struct Server: Encodable {
        var flavour: String
        var uuid: String?
        var serverID: UInt32
        /// Where the source writes its next event; of a replica where the applier stands in the source's log.
        var place: String?
        var gtid: String?
        var readOnly: String
        var time: String
        var receiver: String?
        var applier: String?
    }

    /// What had to be applied, where the source went on writing.
    struct Marker: Encodable {
        var place: String?
        var gtid: String?
        var time: String
        var table: String?
        var token: String?
    }

    /// One replica.
    struct Replica: Encodable {
        var name: String
        var channel: String?
        var method: String?
        var lag: Double?
        var stable: Double?
        var looks: Int?
        var source: Server
        var replica: Server
        var marker: Marker?
        var notProved: [String]?
        var reverse: Reverse?
    }

    /// A position record, with its version.
    struct Reverse: Encodable {
        var record: PositionRecord

        private enum Key: CodingKey {
            case version
        }

        func encode(to encoder: any Encoder) throws {
            try record.encode(to: encoder)
            var fields = encoder.container(keyedBy: Key.self)
            try fields.encode(PositionDocument.version, forKey: .version)
        }
    }

    /// What was asked for.
    struct Conditions: Encodable {
        var maxLag: Double
        var stable: Double
        var requireReadOnly: Bool
        var marker: Bool
        var acceptErrant: String?
    }

    var version = 1
    var result: String
    var reason: String?
    var time: String
    var waited: Double
    var conditions: Conditions
    var replicas: [Replica]

    /// Takes how a wait ended.
    ///
    /// - Parameters:
    ///   - outcome: How it ended.
    ///   - watch: What was asked for.
    ///   - names: What the replicas are called.
    ///   - time: When it ended, in seconds since 1970 UTC.
    init(_ outcome: GateWatch.Outcome, of watch: GateWatch, names: [String], time: UInt64) {
        var proofs: [GateProof] = []
        switch outcome.ending {
        case .reached(let all):
            result = "reached"
            proofs = all
        case .notReached(let text):
            result = "not-reached"
            reason = text
        case .stopped(let text):
            result = "stopped"
            reason = text
        case .mismatch(let text):
            result = "mismatch"
            reason = text
        }
        self.time = SampleDocument.timestamp(Int64(clamping: time) * 1_000_000)
        waited = outcome.waited.asSeconds
        conditions = Conditions(
            maxLag: watch.conditions.maximumLag.asSeconds,
            stable: watch.conditions.stable.asSeconds,
            requireReadOnly: watch.conditions.requiresReadOnly,
            marker: watch.usesMarker || watch.markerTable != nil,
            acceptErrant: watch.conditions.accepted?.description
        )
        replicas = outcome.looks.enumerated().map { index, look in
            let proof = index < proofs.count ? proofs[index] : nil
            let name = index < names.count ? names[index] : ""
            return Replica(look, proof, name)
        }
    }

    /// The record as text, with a line end.
    ///
    /// - Throws: what Foundation throws where it cannot write it.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(self)) + [0x0a]
    }
}

extension GateDocument.Replica {
    init(_ look: GateLook, _ proof: GateProof?, _ name: String) {
        self.init(
            name: name,
            channel: look.replica.status.channel,
            method: proof?.method.rawValue,
            lag: proof?.lag.asSeconds,
            stable: proof?.stable.asSeconds,
            looks: proof?.looks,
            source: GateDocument.Server(look.after),
            replica: GateDocument.Server(look.replica),
            marker: proof?.marker.map { marker in
                GateDocument.Marker(
                    place: marker.reading.end?.description,
                    gtid: marker.reading.committed?.description,
                    time: SampleDocument.timestamp(marker.reading.time),
                    table: marker.table,
                    token: marker.token
                )
            },
            notProved: proof?.caveats,
            reverse: proof?.reverse.map { GateDocument.Reverse(record: $0) }
        )
    }
}

extension GateDocument.Server {
    init(_ reading: SourceReading) {
        self.init(
            reading.identity,
            place: reading.end?.description,
            gtid: reading.committed?.description,
            readOnly: reading.readOnly,
            time: reading.time
        )
    }

    init(_ reading: ReplicaReading) {
        self.init(
            reading.identity,
            place: reading.status.executed?.description,
            gtid: reading.executed?.description,
            readOnly: reading.readOnly,
            time: reading.time
        )
        receiver = reading.status.row["replica_io_running"]
        applier = reading.status.row["replica_sql_running"]
    }

    private init(
        _ identity: SourceIdentity,
        place: String?,
        gtid: String?,
        readOnly: SourceReading.ReadOnlyMode,
        time: Int64
    ) {
        self.init(
            flavour: (identity.isMariaDB ? ServerFlavour.mariaDB : .mysql).rawValue,
            uuid: identity.uuid?.description,
            serverID: identity.serverID,
            place: place,
            gtid: gtid.flatMap { $0.isEmpty ? nil : $0 },
            readOnly: readOnly.rawValue,
            time: SampleDocument.timestamp(time)
        )
    }
}
