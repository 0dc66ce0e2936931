// SPDX-License-Identifier: Apache-2.0

import CommandLineKit

/// Why an archive cannot be written or read.
struct ArchiveError: Error, CustomStringConvertible {
    /// The file or folder, what is wrong with it, and what to do.
    let description: String

    /// Says what is wrong.
    init(_ path: String, _ message: String) {
        description = "\(path): \(message)"
    }

    /// Says what the system said.
    init(_ path: String, _ error: OutputError) {
        self.init(path, "cannot be written: \(SystemMessage.text(of: error.number))")
    }

    /// Says what the system said.
    init(_ error: DurableFileError) {
        description = "\(error)"
    }
}
