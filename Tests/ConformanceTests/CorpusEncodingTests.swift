// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

@Suite(.enabled(if: Corpus.isPresent, "the corpus is not beside the repository"))
struct CorpusEncodingTests {
    @Test(arguments: Corpus.files(where: \.isRead))
    func `every event is written as it was read`(file: CorpusFile) throws {
        var problems: [String] = []
        var count = 0
        var badChecksums: [UInt64] = []
        do throws(BinlogError) {
            var reader = try BinlogFileReader(path: Corpus.path(file.name), options: file.tolerantOptions)
            while let event = try reader.next() {
                var writer = WireWriter()
                try event.encode(into: &writer)
                count += 1
                let bytes = [UInt8](copying: event.bytes)
                guard writer.bytes != bytes else { continue }
                // A checksum that was wrong is right when the event is written anew.
                if event.checksum != nil, writer.bytes.dropLast(4) == bytes.dropLast(4) {
                    badChecksums.append(event.position)
                    continue
                }
                problems.append("\(event.header.type) at \(event.position): \(writer.bytes.hex) for \(bytes.hex)")
                if problems.count > 3 { break }
            }
        } catch {
            // How files end is for other tests.
            #expect(error.position == file.damage)
        }
        #expect(problems == [])
        #expect(count > 0)
        #expect(badChecksums.isEmpty != file.features.contains("bad-crc32"))
    }
}
