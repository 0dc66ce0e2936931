// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Reads mydumper's `metadata`: the old one with tabs, and the one with sections since 0.14.1.
///
/// Source: mydumper, documentation, "Output Files" and "Replication Options". Seen in `Fixtures/status/mydumper-*`.
enum MydumperMetadata {
    /// The places that the lines tell; nil where they are no such file.
    static func starts(in lines: [Substring]) -> [StartCoordinates]? {
        guard lines.contains(where: { $0.hasPrefix("Started dump at:") || $0.hasPrefix("# Started dump at:") }) else {
            return nil
        }
        return lines.contains { $0.hasPrefix("[") } ? sections(lines) : tabs(lines)
    }

    private static func tabs(_ lines: [Substring]) -> [StartCoordinates] {
        var groups: [(log: StartCoordinates.Log, values: [String: String])] = []
        for line in lines {
            let text = line.trimmingWhiteSpace
            if text.hasPrefix("SHOW MASTER STATUS") || text.hasPrefix("SHOW BINARY LOG STATUS") {
                groups.append((.own, [:]))
            } else if text.hasPrefix("SHOW SLAVE STATUS") || text.hasPrefix("SHOW REPLICA STATUS") {
                groups.append((.source, [:]))
            } else if text.isEmpty || !text.contains(":") || line.first.map({ !$0.isWhitespace }) ?? true {
                // A GTID set of several sources goes on over line ends.
                if let last = groups.indices.last, let gtid = groups[last].values["gtid"], gtid.hasSuffix(",") {
                    groups[last].values["gtid"] = gtid + text
                }
            } else if let last = groups.indices.last, let colon = text.firstIndex(of: ":") {
                let value = text[text.index(after: colon)...].trimmingWhiteSpace
                groups[last].values[text[..<colon].lowercased()] = String(value)
            }
        }
        return groups.compactMap { group in
            start(
                group.log,
                file: group.values["log"],
                offset: group.values["pos"],
                gtid: group.values["gtid"],
                channel: group.values["connection name"],
                host: group.values["host"]
            )
        }
    }

    private static func sections(_ lines: [Substring]) -> [StartCoordinates] {
        var groups: [(log: StartCoordinates.Log, values: [String: String])] = []
        var isOpen = false
        for line in lines {
            var text = line.trimmingWhiteSpace
            if text.hasPrefix("[") {
                let section = text.dropFirst().prefix { $0 != "]" }.lowercased()
                isOpen = true
                if section == "master" || section == "source" {
                    groups.append((.own, [:]))
                } else if section.hasPrefix("replication") {
                    groups.append((.source, [:]))
                } else {
                    isOpen = false
                }
                continue
            }
            guard isOpen, let last = groups.indices.last else { continue }
            // What stands behind the sign is told all the same: it says what is not to be used by the loader.
            text = text.drop { $0 == "#" || $0 == " " }
            guard let equals = text.firstIndex(of: "=") else {
                if let gtid = groups[last].values["executed_gtid_set"], gtid.hasSuffix(",") {
                    groups[last].values["executed_gtid_set"] = gtid + text
                }
                continue
            }
            let name = StatusRow.normalized(String(text[..<equals].trimmingWhiteSpace))
            let comment = text[equals...].firstRange(of: " #")?.lowerBound ?? text.endIndex
            let value = text[text.index(after: equals)..<comment].trimmingWhiteSpace
            // The first one counts: further down stands, as a comment, the whole status of the replica.
            if groups[last].values[name] == nil { groups[last].values[name] = value.filter { $0 != "\"" && $0 != "'" } }
        }
        return groups.compactMap { group in
            let values = group.values
            // What was executed is told by a pair of its own; halves of pairs are never mixed.
            let isExecuted = values["relay_source_log_file"] != nil && values["exec_source_log_pos"] != nil
            return start(
                group.log,
                file: isExecuted ? values["relay_source_log_file"] : values["file"] ?? values["source_log_file"],
                offset: isExecuted ? values["exec_source_log_pos"] : values["position"] ?? values["source_log_pos"],
                gtid: values["executed_gtid_set"] ?? values["gtid_replica_pos"],
                channel: values["channel_name"] ?? values["connection_name"],
                host: values["source_host"]
            )
        }
    }

    private static func start(
        _ log: StartCoordinates.Log,
        file: String?,
        offset: String?,
        gtid: String?,
        channel: String?,
        host: String?
    ) -> StartCoordinates? {
        func told(_ text: String?) -> String? { text.flatMap { $0.isEmpty || $0 == "NULL" ? nil : $0 } }
        let place = told(file).flatMap { file in
            offset.flatMap { UInt64($0) }.map { BinlogFilePosition(file: file, offset: $0) }
        }
        guard place != nil || told(gtid) != nil else { return nil }
        return StartCoordinates(
            .mydumper,
            log: log,
            file: place,
            gtid: told(gtid),
            channel: told(channel),
            host: log == .source ? told(host) : nil,
            flavour: told(gtid).flatMap { try? ExecutedGTIDs(text: $0) }?.flavour
        )
    }
}
