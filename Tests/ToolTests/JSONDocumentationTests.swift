// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// `docs/JSON.md` tells what the tool does.
struct JSONDocumentationTests {
    private static let common: Set<String> = ["event", "file", "pos", "end_pos", "time", "server_id", "gtid"]

    private static func document() throws -> String {
        try String(contentsOfFile: Fixture.repository + "/docs/JSON.md", encoding: .utf8)
    }

    /// The words in backticks of a text.
    private static func words(_ text: Substring) -> [String] {
        text.matches(of: /`([A-Za-z0-9_]+)`/).map { String($0.1) }
    }

    /// Fields by event, as the tables with that heading list them.
    private static func fields() throws -> [String: Set<String>] {
        var fields: [String: Set<String>] = [:]
        var isWanted = false
        for line in try document().split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("| event | fields |") { isWanted = true }
            if !line.hasPrefix("|") { isWanted = false }
            let cells = line.split(separator: "|")
            guard isWanted, cells.count >= 2 else { continue }
            for event in words(cells[0]) { fields[event] = Set(words(cells[1])) }
        }
        return fields
    }

    /// Lines that the tool prints for a file, as far as it can be read.
    private static func output(_ path: String) throws -> [String] {
        try binlogtail.run(["--format", "json", path]).text.split(separator: "\n").map(String.init)
    }

    @Test
    func `every example is what the tool prints`() throws {
        var lines: [String: Set<String>] = [:]
        var count = 0
        for line in try JSONDocumentationTests.document().split(separator: "\n") where line.hasPrefix("{\"event\"") {
            let file = try #require(try JSONLine(String(line)).string("file"))
            if lines[file] == nil {
                lines[file] = Set(try JSONDocumentationTests.output(Fixture.folder + "/binlogs/" + file))
            }
            #expect(lines[file]?.contains(String(line)) == true, "\(line)")
            count += 1
        }
        #expect(count > 30)
    }

    @Test
    func `every field of the fixtures is documented`() throws {
        let fields = try JSONDocumentationTests.fields()
        #expect(fields.count > 40)
        for fixture in Fixture.all { try check(fixture.path, fields) }
    }

    @Test(.enabled(if: Corpus.isHere, "there is no corpus here"))
    func `every field of the corpus is documented`() throws {
        let fields = try JSONDocumentationTests.fields()
        for entry in Corpus.entries { try check(entry.path, fields) }
    }

    private func check(_ path: String, _ fields: [String: Set<String>]) throws {
        for text in try JSONDocumentationTests.output(path) {
            let line = try JSONLine(text)
            let event = try #require(line.string("event"))
            let keys = Set(line.fields.keys)
            #expect(keys.isSuperset(of: JSONDocumentationTests.common))
            let known = event.hasPrefix("TYPE_") ? ["body"] : fields[event] ?? []
            let unknown = keys.subtracting(known).subtracting(JSONDocumentationTests.common)
            #expect(unknown.isEmpty, "\(event): \(unknown)")
        }
    }

    @Test
    func `every field of the summary is documented`() throws {
        let lines = try lines("--format", "json", "--summary", fixture("mysql-9.7-shop"))
        let summary = try JSONLine(try #require(lines.last))
        let known = try #require(try JSONDocumentationTests.fields()["SUMMARY"])
        #expect(Set(summary.fields.keys).subtracting(known) == ["event"])
    }
}
