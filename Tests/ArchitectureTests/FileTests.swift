// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Files: their length, their first line, their tests, their sources.
@Suite struct FileTests {
    private static let folders = ["Sources", "Tests", "Benchmarks"]

    @Test(arguments: folders)
    func `a file has at most 400 lines`(_ folder: String) {
        for file in SourceFile.all(in: folder) where !file.isGenerated {
            #expect(file.lines.count <= 401, "\(file)")
        }
    }

    @Test(arguments: folders)
    func `a file begins with its licence`(_ folder: String) {
        for file in SourceFile.all(in: folder) {
            #expect(file.lines.first == "// SPDX-License-Identifier: Apache-2.0", "\(file)")
        }
    }

    @Test func `every decoded layout says where it comes from`() {
        let folders = ["Sources/MySQLBinlog/Events/", "Sources/MySQLBinlog/MariaDB/"]
        for file in SourceFile.all(in: "Sources") where folders.contains(where: { file.path.hasPrefix($0) }) {
            #expect(file.lines.contains { $0.contains("/// Source:") }, "\(file)")
        }
    }

    /// Modules without a test file for each source file, and why.
    private static let testedOtherwise = [
        "MySQLTestData": "what tests are made with is tested by its use; see MySQLWireTests/TestSupport",
        "MySQLTestSupport": "what tests are made with is tested by its use; see MySQLWireTests/TestSupport",
        "CommandLineKit": "tested through the tools",
        "binlogtail": "tested by its output and its exit status",
        "lagwatch": "tested by its output and its exit status",
        "binlogpos": "tested by its output and its exit status",
        "ChangeReplay": "tested by replays, and where a part has rules of its own, by a file of its name",
        "ReplaySinkPostgres": "tested by its driver's tests, and by replays, whose rows psql reads",
        "ReplaySinkSQLite": "tested by replays, whose rows SQLite's own command reads",
        "ReplaySinkMySQL": "tested by replays between servers, whose rows their own clients read",
        "cdcreplay": "tested by its output and its exit status",
    ]

    @Test func `every source file has its tests`() {
        for file in SourceFile.all(in: "Sources") where !file.isGenerated {
            if FileTests.testedOtherwise[file.module] != nil || TestedElsewhere.files[file.path] != nil { continue }
            let path = "Tests/\(file.module)Tests/" + file.pathInModule.dropLast(6) + "Tests.swift"
            #expect(FileManager.default.fileExists(atPath: Fixture.repository + "/" + path), "\(path) is missing")
        }
    }
}
