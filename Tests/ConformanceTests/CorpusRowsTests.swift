// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import Testing

@Suite(.enabled(if: Corpus.isPresent, "the corpus is not beside the repository"))
struct CorpusRowsTests {
    @Test(arguments: Corpus.files(where: { $0.rows != RowCounts() }))
    func `every value is the one that another program read`(file: CorpusFile) throws {
        var golden = GoldenRows(try #require(try Corpus.golden(file, "rows.jsonl")))
        var reader = try BinlogFileReader(path: Corpus.path(file.name), options: file.tolerantOptions)
        while let event = try reader.next() {
            guard case .rows(let rows) = event.body else { continue }
            golden.begin(rows, name: goldenName(event.header.type), at: event.position)
            try rows.visit(&golden)
        }
        golden.end()
        #expect(golden.problems == [])
        #expect(golden.counts == file.rows)
        #expect(golden.valueCount > 0)
    }
}
