// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport

extension LiveServer {
    /// Runs `body` under other global settings, and puts them back whatever happens.
    func withGlobals<Result>(_ settings: [String: String], _ body: () throws -> Result) throws -> Result {
        var before: [(name: String, value: String)] = []
        defer {
            for (name, value) in before {
                // A server that is gone is reported by the body.
                _ = try? execute(
                    "SET GLOBAL \(name) = '\(value)';".replacing("'0'", with: "0").replacing("'1'", with: "1")
                )
            }
        }
        for (name, value) in settings {
            let rows = try query("SELECT @@GLOBAL.\(name);")
            before.append((name, rows.first?.first.flatMap { $0 } ?? "DEFAULT"))
            try execute("SET GLOBAL \(name) = \(value);")
        }
        return try body()
    }
}
