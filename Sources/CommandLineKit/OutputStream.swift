// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why output could not be written.
public struct OutputError: Error, Sendable, Hashable {
    /// The operating system's error number.
    public var number: Int32

    /// Whether the reader of a pipe is gone, which ends a tool quietly.
    public var isClosedPipe: Bool { number == EPIPE }
}

/// Standard output, written in large pieces.
public struct OutputStream: ~Copyable {
    /// What is to be written; a writer appends here and calls ``flushIfLarge()`` now and then.
    public var text = TextWriter(capacity: OutputStream.limit * 2)
    private let descriptor: Int32

    /// Bytes from which ``flushIfLarge()`` writes.
    private static let limit = 1 << 16

    /// Writes to standard output.
    public init() {
        descriptor = STDOUT_FILENO
        // A closed pipe is to be an error that can be told, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Whether a person looks at the output.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes what has been gathered, where it is much.
    public mutating func flushIfLarge() throws(OutputError) {
        if text.count >= OutputStream.limit { try flush() }
    }

    /// Writes what has been gathered.
    public mutating func flush() throws(OutputError) {
        var written = 0
        while written < text.count {
            let count = unsafe text.bytes.withUnsafeBytes { bytes in
                // `written` is below the count of the bytes, so their base is there.
                unsafe write(descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw OutputError(number: errno)
            }
            written += count
        }
        text.removeAll()
    }
}
