// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What stands in one option file and the files it includes, in the order in which it applies.
///
/// Source: MySQL 9.7 manual, section "Using Option Files".
public struct OptionFile: Sendable {
    /// Most bytes of one file.
    public static let maximumSize = 4 << 20
    /// Most files that are read, included ones among them.
    public static let maximumFileCount = 1000
    /// How deep files may include each other; servers' programs take the same limit.
    public static let maximumDepth = 10

    /// The options, of all groups.
    public private(set) var entries: [OptionFileEntry] = []
    /// What was passed over, for the person who runs the tool: a file that everyone may write, for one.
    public private(set) var warnings: [String] = []
    private var fileCount = 0

    /// Reads a file that must be there.
    ///
    /// - Throws: ``OptionFileError`` where the file, or one that it includes, cannot be read or has a line that is none.
    public init(path: String) throws(OptionFileError) {
        try read(path, depth: 0)
    }

    /// Reads a file that need not be there; nil where it is not.
    ///
    /// - Throws: ``OptionFileError`` as ``init(path:)`` does.
    public init?(ifPresent path: String) throws(OptionFileError) {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        try read(path, depth: 0)
    }

    /// Reads text that came from elsewhere; `!include` is not obeyed there.
    ///
    /// - Throws: ``OptionFileError`` for a line that is none.
    public init(text: [UInt8], file: String) throws(OptionFileError) {
        try read(text, of: file, depth: nil)
    }

    private mutating func read(_ path: String, depth: Int) throws(OptionFileError) {
        fileCount += 1
        guard fileCount <= OptionFile.maximumFileCount else {
            throw OptionFileError(
                "more than \(OptionFile.maximumFileCount) option files include each other",
                file: path
            )
        }
        let attributes: [FileAttributeKey: Any]
        let data: Data
        do {
            attributes = try FileManager.default.attributesOfItem(
                atPath: URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
            )
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
            if mode & 0o002 != 0, attributes[.type] as? FileAttributeType == .typeRegular {
                warnings.append("\(path): ignored, since everyone may write it; chmod o-w it")
                return
            }
            let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
            guard size <= OptionFile.maximumSize else {
                throw OptionFileError(
                    "longer than \(OptionFile.maximumSize) bytes, the most for an option file",
                    file: path
                )
            }
            data = try Data(contentsOf: URL(filePath: path))
        } catch let error as OptionFileError {
            throw error
        } catch {
            throw OptionFileError("the option file cannot be read; is the path right, and may you read it?", file: path)
        }
        try read(Array(data), of: path, depth: depth)
    }

    /// Reads the lines of a file; with no depth, what would include others is passed over.
    private mutating func read(_ text: [UInt8], of file: String, depth: Int?) throws(OptionFileError) {
        var group: String?
        for (index, bytes) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            let line = index + 1
            switch OptionFileLine(bytes) {
            case .empty: continue
            case .group(let name): group = String(decoding: name, as: UTF8.self)
            case .option(let name, let value):
                guard let group else {
                    throw OptionFileError("an option stands before the first [group]", file: file, line: line)
                }
                entries.append(OptionFile.entry(group, name, value, file, line))
            case .brokenGroup: throw OptionFileError("a group's name lacks its ]", file: file, line: line)
            case .unknownDirective: throw OptionFileError("not !include or !includedir", file: file, line: line)
            case .include(let path), .includeFolder(let path):
                guard let depth else { continue }
                guard !path.isEmpty else { throw OptionFileError("a path is missing", file: file, line: line) }
                guard depth < OptionFile.maximumDepth else {
                    let limit = OptionFile.maximumDepth
                    warnings.append("\(file):\(line): ignored, since files include each other more than \(limit) deep")
                    continue
                }
                let path = String(decoding: path, as: UTF8.self)
                guard case .includeFolder = OptionFileLine(bytes) else {
                    try read(path, depth: depth + 1)
                    continue
                }
                for name in try OptionFile.names(in: path, from: file, line) {
                    try read((path.hasSuffix("/") ? path : path + "/") + name, depth: depth + 1)
                }
            }
        }
    }

    private static func entry(
        _ group: String,
        _ name: [UInt8],
        _ value: [UInt8]?,
        _ file: String,
        _ line: Int
    ) -> OptionFileEntry {
        var entry = OptionFileEntry(group: group, name: String(decoding: name, as: UTF8.self), file: file, line: line)
        entry.value = value.map { String(decoding: $0, as: UTF8.self) }
        entry.isText = Array(entry.name.utf8) == name && entry.value.map { Array($0.utf8) } == value
        return entry
    }

    /// The `.cnf` files of a folder, sorted by name.
    private static func names(in folder: String, from file: String, _ line: Int) throws(OptionFileError) -> [String] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".cnf") }
            return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        } catch {
            throw OptionFileError("the folder \(folder) cannot be read", file: file, line: line)
        }
    }
}
