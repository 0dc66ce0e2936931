// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// What a saved text tells of where replication may begin, and what must not be made of it.
///
/// ```swift
/// let report = PositionReport(StatusFile(text))
/// for channel in report.channels where channel.isSafe { print(channel.start?.file ?? "by GTID") }
/// ```
public struct PositionReport: Sendable, Hashable {
    /// A report for each channel, dump, backup or binary log that the text tells of.
    public var channels: [ChannelReport]
    /// What was noticed of the text as a whole.
    public var findings: [PositionFinding] = []

    /// Judges what a text tells.
    public init(_ file: StatusFile) {
        let mayHaveMoreConnections = file.replicas.count > 1
        channels = file.replicas.map { ReplicaReport(status: $0, isOneOfSeveral: mayHaveMoreConnections).report }
        channels += file.starts.map { ChannelReport($0, besideReplica: !file.replicas.isEmpty) }
        let logs = Set(file.starts.compactMap(\.log)).union(file.replicas.isEmpty ? [] : [.source])
        if logs.count > 1 {
            findings.append(
                PositionFinding(
                    .warning,
                    .twoLogs,
                    "places in the logs of two servers are told: the server's own log, and that of its source",
                    advice:
                        "take the own one to replicate from the server that was asked or copied, the source's to make a "
                        + "second replica of its source; never pair one with the other's file"
                )
            )
        }
    }

    /// Judges what a replica tells of one channel.
    public init(_ status: ReplicaStatus) {
        channels = [ReplicaReport(status: status, isOneOfSeveral: false).report]
    }

    /// Whether each place that is told is known to be good.
    public var isSafe: Bool { !channels.isEmpty && channels.allSatisfy(\.isSafe) }
}
