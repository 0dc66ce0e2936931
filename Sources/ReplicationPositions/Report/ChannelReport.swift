// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// What a text tells of one place to begin at: of a replica's channel, a dump, a backup or a binary log.
public struct ChannelReport: Sendable, Hashable {
    /// What it is about, for people.
    public var title: String
    /// The family of the servers; nil where nothing tells.
    public var flavour: ServerFlavour?
    /// The channel or connection; nil for the one without a name.
    public var channel: String?
    /// What the threads were doing, for people; empty where nothing tells.
    public var state: String
    /// The places that are told, best first.
    public var coordinates: [PositionCoordinate] = []
    /// What was noticed, worst first.
    public var findings: [PositionFinding] = []
    /// Where replication may begin; nil where no place is known to be good.
    public var start: StartPoint?

    /// Takes what it is about.
    public init(title: String, flavour: ServerFlavour?, channel: String?, state: String = "") {
        self.title = title
        self.flavour = flavour
        self.channel = channel
        self.state = state
    }

    /// Whether a place is known to be good, and nothing speaks against it.
    public var isSafe: Bool { start != nil && !findings.contains { $0.severity == .wrong } }

    /// Adds what was noticed.
    mutating func note(
        _ severity: PositionFinding.Severity,
        _ code: PositionFinding.Code,
        _ message: String,
        advice: String? = nil
    ) {
        findings.append(PositionFinding(severity, code, message, advice: advice))
    }

    /// The findings in the order of what they matter.
    mutating func sortFindings() {
        let order: [PositionFinding.Severity] = [.wrong, .warning, .note]
        findings = order.flatMap { severity in findings.filter { $0.severity == severity } }
    }
}
