// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport

/// Logs of many servers and versions that do not belong to this repository.
///
/// `MYSQL_TEST_CORPUS` names their folder; `../shared/corpus` beside the package is looked at without it.
enum Corpus {
    /// The folder.
    static let folder =
        ProcessInfo.processInfo.environment["MYSQL_TEST_CORPUS"] ?? Fixture.repository + "/../shared/corpus"

    /// Whether there is one here.
    static let isHere = FileManager.default.fileExists(atPath: folder + "/MANIFEST.tsv")

    /// A log, and what its manifest tells.
    struct Entry: Sendable, CustomStringConvertible {
        let name: String
        let rows: String
        var path: String { Corpus.folder + "/" + name }
        var description: String { name }
    }

    /// Every log.
    static let entries: [Entry] = {
        guard let manifest = try? String(contentsOfFile: folder + "/MANIFEST.tsv", encoding: .utf8) else { return [] }
        return manifest.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Entry(name: fields[0], rows: fields.count > 9 ? fields[9] : "")
        }
    }()
}
