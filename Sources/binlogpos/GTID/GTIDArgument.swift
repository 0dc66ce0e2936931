// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import ReplicationPositions

/// GTIDs as an argument: bare, in a file (`@file`), or on standard input (`-`).
struct GTIDArgument: ExpressibleByArgument {
    /// The argument as it was given.
    let text: String

    init?(argument: String) {
        text = argument
    }

    /// The GTIDs.
    ///
    /// - Throws: ``InputError`` where a file cannot be read, ``UsageError`` where the text is no GTIDs.
    func gtids() throws -> ExecutedGTIDs {
        var content = text
        var origin = "'\(text)'"
        if text == "-" || text.hasPrefix("@") {
            let path = text == "-" ? text : String(text.dropFirst())
            content = String(decoding: try InputFile.bytes(of: path), as: UTF8.self)
            origin = path == "-" ? "standard input" : path
        }
        do throws(GTIDSyntaxError) {
            return try GTIDText.read(content)
        } catch {
            throw UsageError("\(origin): \(error)")
        }
    }
}

extension ExecutedGTIDs {
    /// Itself; where it is empty, and so of any family, of the other's.
    func like(_ other: ExecutedGTIDs) -> ExecutedGTIDs {
        guard "\(self)".isEmpty else { return self }
        switch other {
        case .mysql: return .mysql(GTIDSet())
        case .mariaDB: return .mariaDB(MariaDBGTIDPosition())
        }
    }
}
