// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why an input cannot be read.
struct InputError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// A file, or standard input, of which the beginning and the end are read: a dump may be of any length.
enum InputFile {
    /// Bytes from the beginning: whatever is told there stands in the first of them.
    static let headLimit = 8 << 20
    /// Bytes from the end: MariaDB's dumps tell GTIDs there.
    static let tailLimit = 64 << 10

    /// The bytes of a file; `-` is standard input.
    ///
    /// - Throws: ``InputError`` with the system's reason.
    static func bytes(of path: String) throws(InputError) -> [UInt8] {
        guard path != "-" else { return try read(FileHandle.standardInput, "standard input") }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw InputError("\(path): cannot be opened; is it there, and may you read it?")
        }
        return try read(handle, path)
    }

    private static func read(_ handle: FileHandle, _ name: String) throws(InputError) -> [UInt8] {
        var head: [UInt8] = []
        var tail: [UInt8] = []
        do {
            while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
                if head.count < headLimit {
                    head += data
                } else {
                    tail += data
                    if tail.count > 2 << 20 { tail.removeFirst(tail.count - tailLimit) }
                }
            }
        } catch {
            throw InputError("\(name): cannot be read; is it a file, and may you read it?")
        }
        if tail.count > tailLimit { tail.removeFirst(tail.count - tailLimit) }
        return tail.isEmpty ? head : head + [0x0a] + tail
    }
}
