// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// The files of a server's binary log, as it lists them.
///
/// ```swift
/// guard index.contains(position.file) else { return "purged: the oldest is \(index.earliest)" }
/// ```
public struct BinaryLogIndex: Sendable, Hashable {
    /// One file.
    public struct File: Sendable, Hashable {
        /// The name, without a folder.
        public var name: String
        /// Bytes in the file.
        public var size: UInt64
        /// Whether the file is encrypted on the server's disk; nil where the server does not tell.
        public var isEncrypted: Bool?

        /// Takes name and size.
        public init(name: String, size: UInt64, isEncrypted: Bool? = nil) {
            self.name = name
            self.size = size
            self.isEncrypted = isEncrypted
        }
    }

    /// The files, oldest first; the last one is written to.
    ///
    /// They stand in the order of their numbers: `binlog.1000000` comes behind `binlog.999999`.
    public var files: [File]

    /// Takes a list of files in any order.
    public init(files: [File]) {
        self.files = files.enumerated().sorted { left, right in
            let first = BinlogFilePosition(file: left.element.name)
            // Names that tell no order stay as they were.
            return first.precedes(BinlogFilePosition(file: right.element.name)) ?? (left.offset < right.offset)
        }.map(\.element)
    }

    /// Reads the answer to SHOW BINARY LOGS: `Log_name`, `File_size` and, since MySQL 8.0.14, `Encrypted`.
    package init(_ answer: StatementAnswer) {
        let name = answer.index(of: "Log_name")
        let size = answer.index(of: "File_size")
        let encrypted = answer.index(of: "Encrypted")
        let files = answer.rows.indices.compactMap { row -> File? in
            guard let file = answer.value(row, name) else { return nil }
            return File(
                name: file,
                size: answer.value(row, size).flatMap { UInt64($0) } ?? 0,
                isEncrypted: answer.value(row, encrypted).map { $0.lowercased() == "yes" }
            )
        }
        self.init(files: files)
    }

    /// Where the oldest file's first event is; nil where there is no file.
    public var earliest: BinlogFilePosition? { files.first.map { BinlogFilePosition(file: $0.name) } }

    /// Where the next event will be written, as far as sizes tell; nil where there is no file.
    public var latest: BinlogFilePosition? {
        files.last.map { BinlogFilePosition(file: $0.name, offset: max($0.size, BinlogFilePosition.firstEventOffset)) }
    }

    /// Whether the server has a file of that name.
    public func contains(_ file: String) -> Bool {
        files.contains { $0.name == file }
    }

    /// The file that follows; nil where there is none, or `file` is not listed.
    public func successor(of file: String) -> File? {
        guard let index = files.firstIndex(where: { $0.name == file }), index + 1 < files.count else { return nil }
        return files[index + 1]
    }

    /// Bytes of the log from `position` to the end; nil where its file is not listed.
    public func byteCount(from position: BinlogFilePosition) -> UInt64? {
        guard let index = files.firstIndex(where: { $0.name == position.file }) else { return nil }
        let head = files[index].size
        let rest = head > position.offset ? head - position.offset : 0
        return files[(index + 1)...].reduce(rest) { $0.addingReportingOverflow($1.size).partialValue }
    }
}

/// Where a server writes its next event, and what it has executed.
public struct BinaryLogStatus: Sendable, Hashable {
    /// The place of the next event.
    public var position: BinlogFilePosition
    /// MySQL: the transactions that were executed, as text; nil where the server has no GTIDs.
    public var executed: String?

    /// Reads the answer to SHOW BINARY LOG STATUS or SHOW MASTER STATUS; nil where the server writes no log.
    package init?(_ answer: StatementAnswer) {
        guard let file = answer.value(0, answer.index(of: "File")), !file.isEmpty,
            let offset = answer.value(0, answer.index(of: "Position")).flatMap({ UInt64($0) })
        else { return nil }
        position = BinlogFilePosition(file: file, offset: offset)
        executed = answer.value(0, answer.index(of: "Executed_Gtid_Set"))
    }
}
