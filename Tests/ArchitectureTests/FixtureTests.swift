// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Every fixture is in the manifest, and is what the manifest says.
@Suite struct FixtureTests {
    private struct Line {
        let path: String
        let byteCount: Int
        let checksum: String
        let origin: [String]
    }

    private func manifest() throws -> [Line] {
        let text = try String(contentsOfFile: Fixture.folder + "/MANIFEST.tsv", encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.components(separatedBy: "\t") }
        #expect(lines.first == ["path", "bytes", "sha256", "server", "version", "how made"])
        return try lines.dropFirst().map { fields in
            try #require(fields.count == 6, "\(fields)")
            return Line(
                path: fields[0],
                byteCount: try #require(Int(fields[1]), "\(fields)"),
                checksum: fields[2],
                origin: Array(fields[3...])
            )
        }
    }

    @Test func `every fixture is listed, once, and every line is a fixture`() throws {
        let besides: Set = ["README.md", "MANIFEST.tsv"]
        let files = SourceFile.paths(in: "Fixtures").map { String($0.dropFirst("Fixtures/".count)) }
            .filter { !besides.contains($0) && !$0.hasPrefix("sql/") }
        #expect(try manifest().map(\.path) == files)
    }

    @Test func `every fixture has the length and checksum of its line`() throws {
        let lines = try manifest()
        let program = ["sha256sum", "shasum"].first { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0) }
        let sum = try #require(program, "neither sha256sum nor shasum is here")
        let options = sum == "shasum" ? ["-a", "256"] : []
        let paths = lines.map { Fixture.folder + "/" + $0.path }
        let result = try ChildResult(running: sum, options + paths)
        let sums = result.text.split(separator: "\n").map { $0.prefix(64) }
        try #require(sums.count == lines.count)
        for (line, sum) in zip(lines, sums) {
            #expect(try bytes(of: "Fixtures/" + line.path).count == line.byteCount, "\(line.path)")
            #expect(sum == line.checksum, "\(line.path)")
            #expect(line.origin.allSatisfy { !$0.isEmpty }, "\(line.path)")
        }
    }

    @Test func `fixtures are small`() throws {
        let sizes = try manifest().map(\.byteCount)
        #expect(sizes.allSatisfy { $0 <= 40_000 })
        #expect(sizes.reduce(0, +) <= 400_000)
    }
}

/// The bytes of a file of the package.
func bytes(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: Fixture.repository + "/" + path)))
}
