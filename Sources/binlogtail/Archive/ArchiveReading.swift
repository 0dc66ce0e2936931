// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import Foundation
import MySQLTypes

/// Folders that `--raw` wrote, as files to be read.
enum ArchiveReading {
    /// The files that the options name, with those of archives in the place of their folders; of these, files of which the index
    /// tells that nothing in them is asked for are left out.
    static func files(_ options: Options) throws -> [String] {
        let start = try options.moment(options.startDatetime, "--start-datetime")
        let gtids = options.rowFilter.includeGtids.flatMap { GTIDChoice($0) }
        var files: [String] = []
        for path in options.files {
            // Only a folder has something below it.
            guard path != "-", FileManager.default.fileExists(atPath: path + "/.") else {
                files.append(path)
                continue
            }
            guard let index = try ArchiveIndex.read(path) else {
                throw ArchiveError(
                    path,
                    "a folder without \(ArchiveIndex.fileName), which --raw writes: name the files in it"
                )
            }
            guard options.startPosition == nil, options.stopPosition == nil else {
                throw ValidationError(
                    "\(path) is a folder: --start-position and --stop-position belong to a file, so name that"
                )
            }
            files += names(of: index, from: start, gtids).map { ArchiveIndex.path($0, in: path) }
            files += try part(behind: index, in: path)
        }
        return files
    }

    private static func names(of index: ArchiveIndex, from start: UInt32?, _ gtids: GTIDChoice?) -> [String] {
        var files = index.files[...]
        if let start { files = files.drop { ($0.lastTime ?? 0) < start } }
        return files.filter { file in gtids.map { $0.overlaps(file.gtids) } ?? true }.map(\.name)
    }

    /// The file that is not whole yet, where there is one that holds something.
    private static func part(behind index: ArchiveIndex, in folder: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let parts = names.filter { $0.hasSuffix(ArchiveIndex.partSuffix) }.map { ArchiveIndex.path($0, in: folder) }
        return try parts.filter { part in
            let size = try FileManager.default.attributesOfItem(atPath: part)[.size] as? NSNumber
            return size.map { $0.uint64Value > BinlogFilePosition.firstEventOffset } ?? false
        }
    }
}

extension GTIDChoice {
    /// Whether some of the transactions are among those that an index tells of a file.
    fileprivate func overlaps(_ text: String?) -> Bool {
        guard let text else { return false }
        switch (self, GTIDChoice(text)) {
        case (.mysql(let set), .mysql(let other)?): return !set.isDisjoint(with: other)
        case (.mariaDB(let ranges), .mariaDB(let others)?):
            return ranges.contains { range in
                others.contains {
                    $0.domain == range.domain && $0.server == range.server && $0.sequences.overlaps(range.sequences)
                }
            }
        default: return false
        }
    }
}
