// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// What people and programs save of where replication stands, read whatever its form.
///
/// Understood are the statuses of replicas and of binary logs as clients print them (`\G`, tables, tabs, XML, JSON), in the
/// words of MySQL 5.5 to 9.7, MariaDB, RDS and Aurora, whole or in parts; the heads of dumps; mydumper's `metadata`;
/// `xtrabackup_binlog_info` and `xtrabackup_slave_info`; position records.
///
/// ```swift
/// let file = StatusFile(text)
/// for status in file.replicas { print(status.executed ?? "no executed position") }
/// ```
public struct StatusFile: Sendable, Hashable {
    /// How the text is written.
    public enum Notation: String, Sendable, Hashable {
        /// A column on each line, as `\G` prints it.
        case vertical
        /// A drawn table.
        case table
        /// Names and values with tabs between.
        case tabbed
        /// `--xml`.
        case xml
        /// JSON.
        case json
        /// Statements of a dump or a backup.
        case statements
        /// mydumper's `metadata`.
        case mydumper
        /// `xtrabackup_binlog_info`.
        case backup
        /// Nothing was recognised.
        case unknown
    }

    /// How the text is written.
    public private(set) var notation = Notation.unknown
    /// The statuses of replicas, a row for each channel.
    public private(set) var replicas: [ReplicaStatus] = []
    /// The places that binary logs, dumps and backups tell.
    public private(set) var starts: [StartCoordinates] = []

    /// Whether nothing was recognised.
    public var isEmpty: Bool { replicas.isEmpty && starts.isEmpty }

    /// Reads text; what is not recognised leaves the file empty.
    public init(_ text: String) {
        // CR LF is one character in Swift, and no line end of a split by LF.
        let text = text.replacing("\r\n", with: "\n")
        let content = text.trimmingWhiteSpace
        if content.first == "<", content.contains("<row>") {
            take(XMLText.rows(in: text), .xml)
        } else if content.first == "{" || content.first == "[", let json = JSONText.contents(of: text) {
            take(json.rows, .json)
            if !json.starts.isEmpty {
                starts += json.starts
                notation = .json
            }
        } else {
            read(text.split(separator: "\n", omittingEmptySubsequences: false))
        }
        guard isEmpty, let start = BackupInfo.start(in: text) else { return }
        starts = [start]
        notation = .backup
    }

    /// Reads bytes: UTF-8, or UTF-16 with its mark, as some shells write it.
    public init(bytes: [UInt8]) {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xff, 0xfe): self.init(StatusFile.utf16(bytes.dropFirst(2), isBigEndian: false))
        case (0xfe, 0xff): self.init(StatusFile.utf16(bytes.dropFirst(2), isBigEndian: true))
        case (0xef, 0xbb): self.init(String(decoding: bytes.dropFirst(3), as: UTF8.self))
        default: self.init(String(decoding: bytes, as: UTF8.self))
        }
    }

    private mutating func read(_ lines: [Substring]) {
        if let starts = MydumperMetadata.starts(in: lines) {
            self.starts = starts
            notation = .mydumper
            return
        }
        let tables = TableText.rows(in: lines)
        take(tables.rows, .table)
        let tabbed = TabbedText.rows(in: tables.rest)
        take(tabbed.rows, .tabbed)
        take(VerticalText.rows(in: tabbed.rest), .vertical)
        guard isEmpty else { return }
        starts = DumpStatements.starts(in: lines)
        if !starts.isEmpty { notation = .statements }
    }

    private mutating func take(_ rows: [StatusRow], _ notation: Notation) {
        for row in rows {
            if ReplicaStatus.isOne(row) {
                replicas.append(ReplicaStatus(row))
            } else if let start = StartCoordinates(binaryLogStatus: row) {
                starts.append(start)
            } else {
                continue
            }
            self.notation = notation
        }
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> String {
        var units: [UInt16] = []
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }
}
