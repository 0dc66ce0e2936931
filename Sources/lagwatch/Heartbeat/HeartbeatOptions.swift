// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The options of heartbeat tables.
struct HeartbeatOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "Measure by this table too, which pt-heartbeat fills, or --write-heartbeat; any of its layouts will do.",
            valueName: "schema.table"
        )
    )
    var heartbeat: String?

    @Flag(
        help:
            "Write the source's row at each sample, as pt-heartbeat --update does. Sources that are read-only are left alone."
    )
    var writeHeartbeat = false

    @Flag(
        help:
            "The table's times are in UTC, as with pt-heartbeat --utc; else they are in the local time of this machine."
    )
    var utc = false

    @Option(
        help: ArgumentHelp(
            "Whose row to measure by, as --master-server-id; the source's if none is told.",
            valueName: "number"
        )
    )
    var heartbeatServerId: UInt32?

    func validate() throws {
        guard heartbeat != nil || (!writeHeartbeat && !utc && heartbeatServerId == nil) else {
            throw ValidationError("which table? --heartbeat SCHEMA.TABLE")
        }
        guard heartbeat.map({ $0.split(separator: ".").count == 2 }) ?? true else {
            throw ValidationError("--heartbeat takes SCHEMA.TABLE")
        }
    }
}
