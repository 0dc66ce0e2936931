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

/// Standard output or a file, written in large pieces.
public struct OutputStream: ~Copyable {
    /// What is to be written; a writer appends here and calls ``flushIfLarge()`` now and then, behind the end of a line.
    public var text = TextWriter(capacity: OutputStream.limit * 2)
    private let target: OutputTarget
    private let label: LineLabel?
    private var labelled = TextWriter()

    /// Bytes from which ``flushIfLarge()`` writes.
    private static let limit = 1 << 16

    /// Writes to standard output.
    public init() {
        self.init(to: OutputTarget())
    }

    /// Writes to a target, which others may write to as well; each line begins with the label.
    public init(to target: OutputTarget, label: LineLabel? = nil) {
        self.target = target
        self.label = label
    }

    /// Whether a person looks at the output.
    public var isTerminal: Bool { target.isTerminal }

    /// Writes what has been gathered, where it is much.
    public mutating func flushIfLarge() throws(OutputError) {
        if text.count >= OutputStream.limit { try flush() }
    }

    /// Writes what has been gathered.
    public mutating func flush() throws(OutputError) {
        guard text.count > 0 else { return }
        if let label {
            labelled.removeAll()
            label.write(text.bytes, to: &labelled)
            try target.write(labelled.bytes)
        } else {
            try target.write(text.bytes)
        }
        text.removeAll()
    }
}
