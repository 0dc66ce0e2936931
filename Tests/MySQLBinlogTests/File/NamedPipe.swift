// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A named pipe into which a shell writes; it is gone when its test ends.
final class NamedPipe {
    /// Where it is.
    let path: String
    private let writer = Process()

    /// Runs `script` with the pipe's path as `$0` and `arguments` behind it.
    init(script: String, _ arguments: [String]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "binlog-\(UUID().uuidString).fifo").path
        guard unsafe mkfifo(path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        writer.executableURL = URL(filePath: "/bin/sh")
        writer.arguments = ["-c", script, path] + arguments
        try writer.run()
    }

    deinit {
        writer.terminate()
        writer.waitUntilExit()
        try? FileManager.default.removeItem(atPath: path)
    }
}
