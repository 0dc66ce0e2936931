// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import Testing

@Suite(.enabled(if: Corpus.isPresent, "the corpus is not beside the repository"))
struct CorpusEventsTests {
    /// Events of a file: a line each as the other program wrote it, and the error that ended it.
    private struct Outcome {
        var lines: [String] = []
        var counts: [String: Int] = [:]
        var rows = RowCounts()
        var error: BinlogError?
    }

    private static func outcome(of file: CorpusFile) -> Outcome {
        var outcome = Outcome()
        do throws(BinlogError) {
            var reader = try BinlogFileReader(path: Corpus.path(file.name), options: file.tolerantOptions)
            while let event = try reader.next() {
                if case .rows(let rows) = event.body {
                    var changes = rows.changes
                    while try changes.next() != nil { outcome.rows.count(rows.operation) }
                }
                guard !event.isInner else { continue }
                let header = event.header
                // The other program has the numbers as they stand in the file.
                let name = goldenName(EventType(rawValue: event.bytes[4]))
                outcome.counts[name, default: 0] += 1
                #expect(Int(header.length) == event.bytes.count)
                outcome.lines.append(
                    "\(event.position)\t\(name)\t\(header.length)\t\(header.endPosition)\t\(header.flags.rawValue)\t"
                        + "\(header.timestamp)\t\(header.serverID)"
                )
            }
        } catch {
            outcome.error = error
        }
        return outcome
    }

    @Test(arguments: Corpus.files(where: \.isRead))
    func `every outer event is the one that another program saw`(file: CorpusFile) throws {
        let outcome = CorpusEventsTests.outcome(of: file)
        let golden = try #require(try Corpus.golden(file, "events.tsv"))
        var expected = String(decoding: golden, as: UTF8.self).split(separator: "\n").dropFirst().map(String.init)
        #expect(outcome.error?.position == file.damage)
        if let damage = file.damage {
            // Nothing behind a damaged event can be trusted.
            expected.removeAll { (Int($0.prefix { $0 != "\t" }) ?? 0) >= Int(damage) }
        } else if !file.hasPermutedTypes {
            #expect(outcome.counts == file.eventCounts)
        }
        #expect(outcome.lines == expected)
        #expect(outcome.rows == file.rows)
    }
}
