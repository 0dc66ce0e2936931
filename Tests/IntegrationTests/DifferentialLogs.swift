// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import Testing

/// The binlog files that hold what a test did; other tests may have written to them too.
struct DifferentialLogs {
    let server: LiveServer
    let paths: [String]

    /// Runs `body` between two new files.
    init(of server: LiveServer, during body: () throws -> Void) throws {
        self.server = server
        try server.rotate()
        let first = try server.currentBinlog().name
        try body()
        let last = try server.currentBinlog().name
        try server.rotate()
        paths = try server.binlogFiles().filter { first <= $0.name && $0.name <= last }.map(\.path)
    }

    /// Compares our output for each file with that of the server's own tool.
    func expectSameAsTool() throws {
        let tool = Tool("binlogtail")
        #expect(!paths.isEmpty)
        for path in paths {
            let arguments = ["--no-defaults", "-vv", "--base64-output=decode-rows", path]
            let expected = try ChildResult(running: server.binlogTool, arguments, environment: ["TZ": "UTC"])
            #expect(expected.status == 0, "\(expected.errorText)")
            let found = try tool.run(["--format", "mysqlbinlog", path])
            #expect(found.status == 0, "\(found.errorText)")
            let comparison = BinlogDumpComparison(expected: expected.text, found: found.text)
            #expect(comparison.unexplained.prefix(20) == [], "\(server) \(path)")
        }
    }
}
