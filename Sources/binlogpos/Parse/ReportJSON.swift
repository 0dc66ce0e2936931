// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import ReplicationPositions

/// Writes a report for programs.
enum ReportJSON {
    /// One object, with line breaks; `start` of a channel is a position record where the place is safe.
    static func text(_ report: PositionReport, notation: StatusFile.Notation) throws -> String {
        try text(
            Document(
                notation: notation.rawValue,
                safe: report.isSafe,
                findings: report.findings,
                channels: report.channels.map { Channel($0) }
            )
        )
    }

    /// An object as text, with line breaks and a line end.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        var notation: String
        var safe: Bool
        var findings: [PositionFinding]
        var channels: [Channel]
    }

    private struct Channel: Encodable {
        var title: String
        var flavour: String?
        var channel: String?
        var state: String
        var safe: Bool
        var coordinates: [PositionCoordinate]
        var findings: [PositionFinding]
        var start: Start?

        init(_ report: ChannelReport) {
            title = report.title
            flavour = report.flavour?.rawValue
            channel = report.channel
            state = report.state
            safe = report.isSafe
            coordinates = report.coordinates
            findings = report.findings
            start = report.isSafe ? report.start.map { Start($0) } : nil
        }
    }

    /// A position record, with what is known of how the server is reached.
    private struct Start: Encodable {
        struct Source: Encodable {
            var flavour: String?
            var uuid: String?
            var serverID: UInt32?
            var host: String?
            var port: Int?
        }

        var version = PositionDocument.version
        var source: Source
        var file: String?
        var position: UInt64?
        var gtid: String?

        init(_ point: StartPoint) {
            source = Source(
                flavour: point.flavour?.rawValue,
                uuid: point.uuid?.description,
                serverID: point.serverID,
                host: point.host,
                port: point.port
            )
            file = point.file?.file
            position = point.file?.offset
            gtid = point.gtid?.description
        }
    }
}
