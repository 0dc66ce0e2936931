// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import Testing

@Suite(.enabled(if: Corpus.isPresent, "the corpus is not beside the repository"))
struct CorpusTableTests {
    /// Writes what became of each file to the path in `CORPUS_TABLE`; without it nothing is written.
    @Test func `every file is read or refused, and the table says which`() throws {
        var lines = ["file\tevents\trows\tresult"]
        for file in Corpus.files {
            var events = 0
            var rows = RowCounts()
            var result = "read"
            do throws(BinlogError) {
                var reader = try BinlogFileReader(path: Corpus.path(file.name))
                while let event = try reader.next() {
                    events += 1
                    guard case .rows(let changed) = event.body else { continue }
                    var changes = changed.changes
                    while try changes.next() != nil { rows.count(changed.operation) }
                }
            } catch {
                result = "refused: \(error)"
            }
            lines.append("\(file.name)\t\(events)\t\(rows)\t\(result)")
        }
        #expect(lines.count > 120)
        guard let path = ProcessInfo.processInfo.environment["CORPUS_TABLE"] else { return }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    }
}
