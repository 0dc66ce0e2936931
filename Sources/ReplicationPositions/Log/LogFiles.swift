// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Files of one binary log, as a server wrote them or as they were copied from it.
///
/// ```swift
/// let files = LogFiles(paths: ["/backup/binlog.000041", "/backup/binlog.000042"])
/// ```
public struct LogFiles: Sendable, Hashable {
    /// Where each file is, by its name.
    private let paths: [String: String]
    /// Their names, oldest first.
    public let names: [String]
    /// What encrypted files are read with.
    public var keys: BinlogKeys

    /// Takes paths in any order; the names of the files are what stands behind the last slash.
    public init(paths: [String], keys: BinlogKeys = BinlogKeys()) {
        var named: [String: String] = [:]
        for path in paths { named[LogFiles.name(of: path)] = path }
        self.paths = named
        self.keys = keys
        names = BinaryLogIndex(files: named.keys.sorted().map { BinaryLogIndex.File(name: $0, size: 0) })
            .files.map(\.name)
    }

    /// The name of the file at a path.
    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// Where a file is.
    func path(of name: String) -> String { paths[name] ?? name }
}

extension LogFiles: BinaryLog {
    var index: BinaryLogIndex { BinaryLogIndex(files: names.map { BinaryLogIndex.File(name: $0, size: 0) }) }

    func read<Scanner: LogScanner>(
        from file: String,
        _ scanner: Scanner
    ) async throws(ReplicationError) -> LogReading<Scanner> {
        var scanner = scanner
        guard let first = names.firstIndex(of: file) else {
            throw ReplicationError(.positionInvalid, "\(file) is not among the files")
        }
        for name in names[first...] {
            var isEmpty = true
            do throws(BinlogError) {
                var reader = try BinlogFileReader(path: path(of: name), keys: keys)
                while let event = try reader.next() {
                    isEmpty = false
                    scanner.accept(event, file: name)
                    if scanner.isOver { return LogReading(scanner: scanner) }
                }
            } catch {
                // Behind a cut in any other file transactions are missing that were there.
                if name == names.last, let cut = LogCut(error, in: name) {
                    return LogReading(scanner: scanner, cut: cut)
                }
                throw ReplicationError(
                    .decoding,
                    "\(error)",
                    advice: "is the file whole? only the last one of a log may be cut",
                    source: path(of: name),
                    at: BinlogFilePosition(file: name, offset: error.position),
                    underlying: error
                )
            }
            if isEmpty, name == names.last { return LogReading(scanner: scanner, cut: LogCut(empty: name)) }
        }
        return LogReading(scanner: scanner)
    }
}
