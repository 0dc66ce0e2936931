// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLReplication
import MySQLTypes

/// What an archive holds that is whole: its index, `archive.json`.
struct ArchiveIndex: Codable, Sendable {
    /// The name of the index in its folder.
    static let fileName = "archive.json"
    /// Behind the name of a file that is not whole yet.
    static let partSuffix = ".part"
    /// The version of what is written.
    private static let currentVersion = 1

    private var version = ArchiveIndex.currentVersion
    /// The server; nil before the first connection.
    private(set) var source: PositionRecord.Source?
    /// The files that are whole, oldest first.
    var files: [ArchivedFile] = []

    /// An archive that holds nothing yet.
    init() {}

    /// Takes note of the server; false where it is another than before.
    mutating func take(_ identity: SourceIdentity) throws(PositionRecordError) -> Bool {
        let place = BinlogFilePosition(file: ArchiveIndex.fileName)
        var record = PositionRecord(ResumePoint(source: identity, file: place, executed: nil))
        guard let source else {
            source = record.source
            return true
        }
        record.source = source
        return try record.resumePoint().source == identity
    }

    /// Reads the index of a folder; nil where it has none.
    static func read(_ folder: String) throws(ArchiveError) -> ArchiveIndex? {
        let path = path(fileName, in: folder)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let index: ArchiveIndex
        do {
            index = try JSONDecoder().decode(ArchiveIndex.self, from: try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ArchiveError(path, "cannot be read, or is no index of an archive")
        }
        guard index.version == currentVersion else {
            throw ArchiveError(path, "written by another version of this tool (\(index.version)); use that")
        }
        return index
    }

    /// Replaces the index of a folder; it is on the disk then.
    func write(_ folder: String) throws(ArchiveError) {
        let path = ArchiveIndex.path(ArchiveIndex.fileName, in: folder)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes: [UInt8]
        do {
            bytes = try Array(encoder.encode(self)) + [0x0a]
        } catch {
            throw ArchiveError(path, "cannot be written as JSON: \(error)")
        }
        do throws(DurableFileError) {
            try DurableFile.replace(path, with: bytes)
        } catch {
            throw ArchiveError(error)
        }
    }

    /// The path of a file in a folder.
    static func path(_ name: String, in folder: String) -> String {
        folder + (folder.hasSuffix("/") ? "" : "/") + name
    }

    /// The name of the file that follows; nil where names tell no order.
    static func successor(of name: String) -> String? {
        guard BinlogFilePosition.isFileName(name), let dot = name.lastIndex(of: ".") else { return nil }
        let digits = name[name.index(after: dot)...]
        guard let number = UInt64(digits), number < UInt64.max else { return nil }
        let next = String(number + 1)
        return name[...dot] + String(repeating: "0", count: max(0, digits.count - next.count)) + next
    }
}
