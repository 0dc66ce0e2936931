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

    /// Whether so much has been gathered that it should be written.
    public var isLarge: Bool { text.count >= OutputStream.limit }

    /// Writes what has been gathered, where it is much.
    public mutating func flushIfLarge() throws(OutputError) {
        if isLarge { try flush() }
    }

    /// Writes whole lines that were gathered elsewhere behind those that were gathered here, without copying them.
    public mutating func write(_ lines: borrowing TextWriter) throws(OutputError) {
        try flush()
        try write(lines.span)
    }

    /// Writes what has been gathered.
    public mutating func flush() throws(OutputError) {
        guard text.count > 0 else { return }
        var lines = TextWriter()
        swap(&lines, &text)
        defer {
            // What could not be written is not wanted by anyone any more.
            lines.removeAll()
            swap(&lines, &text)
        }
        try write(lines.span)
    }

    private mutating func write(_ lines: Span<UInt8>) throws(OutputError) {
        guard let label else {
            try target.write(lines)
            return
        }
        labelled.removeAll()
        label.write(lines, to: &labelled)
        try target.write(labelled.span)
    }
}
