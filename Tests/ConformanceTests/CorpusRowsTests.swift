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

    @Test func `the comparison sees every digit that differs`() throws {
        // Its first row has a column of nearly every type.
        let file = try Corpus.file("rusuly_mysqlcdc/5.7.23__mysql-bin.000001")
        let golden = try #require(try Corpus.golden(file, "rows.jsonl"))
        let end = try #require(golden.firstIndex(of: UInt8(ascii: "\n")))
        var unseen: [Int] = []
        var count = 0
        for index in 0..<end where UInt8(ascii: "0")...UInt8(ascii: "9") ~= golden[index] {
            var other = golden
            other[index] = golden[index] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
            var rows = GoldenRows(other)
            var reader = try BinlogFileReader(path: Corpus.path(file.name))
            while let event = try reader.next() {
                guard case .rows(let changed) = event.body else { continue }
                rows.begin(changed, name: goldenName(event.header.type), at: event.position)
                try changed.visit(&rows)
            }
            rows.end()
            count += 1
            if rows.problems.isEmpty { unseen.append(index) }
        }
        #expect(count > 200)
        // A FLOAT and a DOUBLE are written with a digit more than they have.
        #expect(unseen.count <= 2, "\(unseen)")
    }
}
