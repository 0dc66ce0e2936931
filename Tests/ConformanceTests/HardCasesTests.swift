// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The list of what broke in other people's tools, by number.
private enum HardCases {
    static let list = Corpus.shared.appending(path: "HARDCASES.md")
    static let isPresent = FileManager.default.fileExists(atPath: list.path)
    /// What the library does; the rest is for the tools.
    static let areas: Set<String> = ["type decode", "charset", "event", "GTID"]
}

@Suite(.enabled(if: HardCases.isPresent, "the list of hard cases is not beside the repository"))
struct HardCasesTests {
    @Test func `every hard case of decoding is named by a test`() throws {
        let heading = #/## (?<id>HC-[0-9]{3}) · (?<area>.+)/#
        var wanted: Set<String> = []
        for line in try String(contentsOf: HardCases.list, encoding: .utf8).split(separator: "\n") {
            guard let match = line.wholeMatch(of: heading), HardCases.areas.contains(String(match.area)) else {
                continue
            }
            wanted.insert(String(match.id))
        }
        #expect(wanted.count >= 55)

        var named: Set<String> = []
        let tests = Corpus.repository.appending(path: "Tests")
        let files = try #require(FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") where line.contains("func `") {
                for match in line.matches(of: #/HC-[0-9]{3}/#) { named.insert(String(match.output)) }
            }
        }
        #expect(wanted.subtracting(named).sorted() == [])
    }
}
