// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import ReplicationPositions

/// Which place of a file is meant, where it tells several.
struct PlaceChoice {
    /// The channel or connection; nil for any.
    var channel: String?
    /// In whose log the place is to be; nil for any.
    var log: StartCoordinates.Log?

    /// The one place that is chosen, and whether it is proved to be safe; what speaks against it is told.
    ///
    /// - Throws: ``InputError`` where the file cannot be read, ``UsageError`` where it tells several places, or none.
    func point(of path: String) throws -> (StartPoint, isSafe: Bool) {
        let status = try PositionInput.status(path)
        let report = PositionReport(status)
        let logs = status.replicas.map { _ in StartCoordinates.Log.source } + status.starts.map { $0.log ?? .source }
        var channels = Array(zip(report.channels, logs))
        if let channel = channel {
            channels = channels.filter { ($0.0.channel ?? "") == channel }
        }
        if let log = log { channels = channels.filter { $0.1 == log } }
        guard let chosen = channels.first?.0 else {
            throw UsageError("\(path): tells nothing that --channel and --log ask for")
        }
        guard channels.count == 1 else {
            let names = channels.map { "  \($0.0.title)" }.joined(separator: "\n")
            throw UsageError("\(path): tells several places; choose by --channel or --log:\n\(names)")
        }
        for finding in chosen.findings where finding.severity != .note {
            let label = finding.severity == .wrong ? "WRONG" : "warning"
            StandardError.print("binlogpos: \(label): \(finding.message)" + (finding.advice.map { "; \($0)" } ?? ""))
        }
        return (chosen.start ?? forced(status, chosen) ?? StartPoint(), chosen.isSafe)
    }

    /// Where a status does not prove it: the executed place all the same.
    private func forced(_ status: StatusFile, _ chosen: ChannelReport) -> StartPoint? {
        guard let replica = status.replicas.first(where: { $0.channel == chosen.channel }) else { return nil }
        var point = StartPoint(flavour: replica.flavour, file: replica.executed)
        point.host = replica.host
        point.port = replica.port
        point.user = replica.user
        point.channel = replica.channel
        point.uuid = replica.sourceUUID
        point.serverID = replica.sourceID
        return point
    }
}
