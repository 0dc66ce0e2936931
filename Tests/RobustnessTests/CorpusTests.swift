// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLBinlog
import MySQLTestSupport
import Testing

/// Logs of many servers and versions that do not belong to this repository: read, cut and damaged where they are there.
///
/// `MYSQL_TEST_CORPUS` names their folder; `../shared/corpus` beside the package is looked at without it.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: Corpus.folder), "there is no corpus here"))
struct CorpusTests {
    @Test func `most logs hold events that are read`() throws {
        let counts = try Corpus.files.map { try digests(of: $0).count }
        #expect(counts.count { $0 > 3 } > counts.count * 3 / 4, "\(counts)")
    }

    @Test(arguments: Corpus.files)
    func `a log that is cut is read as far as the whole one`(_ path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let whole = try digests(of: path)
        var random = SeededRandom()
        try withCopy(of: bytes) { copy, cut in
            for count in (0..<6).map({ _ in Int.random(in: 0..<bytes.count, using: &random) }).sorted(by: >) {
                try cut(count)
                let expected = whole.filter { $0.end <= UInt64(count) }
                #expect(try digests(of: copy) == expected, "cut at \(count), \(random)")
            }
        }
    }

    @Test(.timeLimit(.minutes(10))) func `damage is an error, never a trap`() throws {
        for path in Corpus.files {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            let damage = Damage(bytes, name: path, seed: SeededRandom.defaultSeed)
            let name = URL(filePath: path).lastPathComponent
            #expect(throws: Never.self, "\(name)") { try damage.run(cases: 0..<8, isAlone: false) { _ in } }
        }
    }
}

private enum Corpus {
    static let folder =
        ProcessInfo.processInfo.environment["MYSQL_TEST_CORPUS"] ?? Fixture.repository + "/../shared/corpus"

    /// The logs of at most 100,000 bytes, by path.
    static let files: [String] = {
        guard let manifest = try? String(contentsOfFile: folder + "/MANIFEST.tsv", encoding: .utf8) else { return [] }
        return manifest.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count > 2, let size = Int(fields[2]), size > 0, size <= 100_000 else { return nil }
            return folder + "/" + fields[0]
        }.sorted()
    }()
}
