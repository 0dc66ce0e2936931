// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import ReplicationPositions

/// A text of `Fixtures/status`, as a server or a tool wrote it.
func saved(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: Fixture.folder + "/status/" + name)), as: UTF8.self)
}

/// What a text of `Fixtures/status` tells.
func status(_ name: String) throws -> StatusFile {
    StatusFile(try saved(name))
}

/// The lines of a text that name one of the columns.
func excerpt(_ name: String, _ columns: String...) throws -> String {
    try saved(name).split(separator: "\n").filter { line in
        columns.contains { line.drop { $0 == " " }.hasPrefix($0 + ":") }
    }.joined(separator: "\n")
}
