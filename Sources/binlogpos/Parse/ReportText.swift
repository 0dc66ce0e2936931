// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import ReplicationPositions

/// Writes a report for people.
struct ReportText {
    private var text: StyledText

    /// Begins empty.
    init(_ style: TerminalStyle) {
        text = StyledText(style)
    }

    /// What was written.
    var bytes: [UInt8] { text.bytes }

    /// Appends a report.
    mutating func write(_ report: PositionReport) {
        for channel in report.channels {
            write(channel)
            text.endLine()
        }
        guard !report.findings.isEmpty else { return }
        text.line("all of it", .name)
        for finding in report.findings { write(finding) }
        text.endLine()
    }

    private mutating func write(_ channel: ChannelReport) {
        text.append(channel.title, .name)
        if let flavour = channel.flavour { text.append(" (\(flavour))", .faint) }
        text.endLine()
        if !channel.state.isEmpty { text.line("  when it was saved: " + channel.state) }
        for coordinate in channel.coordinates {
            text.endLine()
            write(coordinate, isTrusted: channel.isSafe)
        }
        if !channel.findings.isEmpty { text.endLine() }
        for finding in channel.findings { write(finding) }
        text.endLine()
        if channel.isSafe {
            text.append("  safe: ", .added)
            text.line(ReportText.places(channel))
        } else {
            text.append("  NOT SAFE: ", .alarming)
            text.line("no place here is proved to be one to begin at")
        }
    }

    private mutating func write(_ coordinate: PositionCoordinate, isTrusted: Bool) {
        let (label, role) =
            switch coordinate.use {
            case .start: isTrusted ? ("begin here", TerminalStyle.Role.added) : ("not proved", .changed)
            case .unproved: ("not proved", TerminalStyle.Role.changed)
            case .never: ("never here", TerminalStyle.Role.removed)
            }
        text.append("  ")
        text.append(label, role)
        text.append("  ")
        text.line(coordinate.value, coordinate.use == .never ? .faint : .name)
        text.paragraph("", nil, "\(coordinate.columns): \(coordinate.meaning)", indent: 2, hang: 14)
    }

    private mutating func write(_ finding: PositionFinding) {
        let (label, role) =
            switch finding.severity {
            case .wrong: ("WRONG", TerminalStyle.Role.alarming)
            case .warning: ("warning", TerminalStyle.Role.changed)
            case .note: ("note", TerminalStyle.Role.faint)
            }
        text.paragraph(label, role, finding.message, indent: 2, hang: 14)
        if let advice = finding.advice { text.paragraph("->", .faint, advice, indent: 11, hang: 14) }
    }

    private static func places(_ channel: ChannelReport) -> String {
        guard let start = channel.start else { return "" }
        var places: [String] = []
        if let gtid = start.gtid { places.append("by GTIDs \(gtid)") }
        if let file = start.file { places.append("by file \(file)") }
        return "begin " + places.joined(separator: ", or ")
    }
}
