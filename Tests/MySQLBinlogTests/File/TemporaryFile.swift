// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file that is gone when its test ends.
final class TemporaryFile {
    /// Where it is.
    let path: String

    /// Puts `parts` into it, one behind the other.
    init(_ parts: [[UInt8]]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "binlog-\(UUID().uuidString)").path
        try Data(parts.flatMap(\.self)).write(to: URL(filePath: path))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Puts `bytes` at `offset`; what lies between takes no room on the disk.
    func write(_ bytes: [UInt8], at offset: UInt64) throws {
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data(bytes))
        try file.close()
    }
}
