// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLWire

/// Real binlogs beside the repository, with what other programs read in them; not everyone has them.
enum Corpus {
    /// The repository's folder.
    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What is shared with other projects.
    static let shared = repository.deletingLastPathComponent().appending(path: "shared")

    private static let folder = shared.appending(path: "corpus")
    private static let manifest = folder.appending(path: "MANIFEST.tsv")

    /// Whether the files are here.
    static let isPresent = FileManager.default.fileExists(atPath: manifest.path)

    /// Every file, in the manifest's order; none where they are not here.
    static let files: [CorpusFile] = {
        guard let text = try? String(contentsOf: manifest, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").dropFirst().map { CorpusFile($0) }
    }()

    /// The files of which `condition` is true.
    static func files(where condition: (CorpusFile) -> Bool) -> [CorpusFile] { files.filter(condition) }

    /// The only file whose name ends with `ending`.
    static func file(_ ending: String) throws -> CorpusFile {
        let found = files.filter { $0.name.hasSuffix(ending) }
        guard let file = found.first, found.count == 1 else { throw MissingFile(name: ending) }
        return file
    }

    /// The bytes of a file below the corpus.
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    /// Where a file below the corpus is.
    static func path(_ name: String) -> String { folder.appending(path: name).path }

    /// What another program read in `file`; nil where it read nothing.
    static func golden(_ file: CorpusFile, _ kind: String) throws -> [UInt8]? {
        let name = "golden/\(file.name.replacing("/", with: "__")).\(kind).gz"
        guard FileManager.default.fileExists(atPath: folder.appending(path: name).path) else { return nil }
        return try GzipMember.content(of: try bytes(name))
    }

    /// A file that should be there is not.
    struct MissingFile: Error {
        var name: String
    }
}
