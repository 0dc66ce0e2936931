// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where output goes: standard output, or a file; what is written at once stays together, whoever else writes.
public final class OutputTarget: Sendable {
    private let descriptor: Int32
    private let closes: Bool
    private let turn = Mutex(())

    /// Standard output.
    public init() {
        descriptor = STDOUT_FILENO
        closes = false
        OutputTarget.ignoreClosedPipes()
    }

    /// A file, made where it is not there.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - appends: Whether what it holds stays; else it is emptied.
    ///   - permissions: Who may read and write a file that is made, as far as the user's mask allows.
    /// - Throws: ``OutputError`` with the system's reason.
    public init(path: String, appends: Bool, permissions: UInt16 = 0o666) throws(OutputError) {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (appends ? O_APPEND : O_TRUNC)
        descriptor = unsafe open(path, flags, mode_t(permissions))
        guard descriptor >= 0 else { throw OutputError(number: errno) }
        closes = true
        OutputTarget.ignoreClosedPipes()
    }

    deinit {
        if closes { close(descriptor) }
    }

    /// Whether a person looks at the output.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes all of it.
    ///
    /// - Throws: ``OutputError`` with the system's reason.
    public func write(_ bytes: Span<UInt8>) throws(OutputError) {
        try turn.withLock { _ throws(OutputError) in
            var written = 0
            while written < bytes.count {
                let count = unsafe bytes.withUnsafeBytes { bytes in
                    // `written` is below the count of the bytes, so their base is there.
                    unsafe writeBytes(descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
                }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw OutputError(number: errno)
                }
                written += count
            }
        }
    }

    /// The regular file that is written to, and its bytes up to here; nil where it is none.
    public var place: ResumeRecord.Output? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let offset = lseek(descriptor, 0, SEEK_CUR)
        let isAppending = fcntl(descriptor, F_GETFL) & O_APPEND != 0
        let length = isAppending ? Int64(status.st_size) : Int64(offset)
        return ResumeRecord.Output(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(truncatingIfNeeded: status.st_ino),
            length: UInt64(clamping: length)
        )
    }

    /// Cuts off what was written behind a place that is known to be good.
    ///
    /// - Parameter known: The place, of an earlier run.
    /// - Returns: How many bytes were cut off; 0 where this is another file, or it ends there or before.
    /// - Throws: ``OutputError`` with the system's reason.
    public func cut(to known: ResumeRecord.Output) throws(OutputError) -> UInt64 {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            UInt64(truncatingIfNeeded: status.st_dev) == known.device,
            UInt64(truncatingIfNeeded: status.st_ino) == known.inode,
            let length = off_t(exactly: known.length), status.st_size > length
        else { return 0 }
        guard ftruncate(descriptor, length) == 0, lseek(descriptor, length, SEEK_SET) == length else {
            throw OutputError(number: errno)
        }
        return UInt64(status.st_size - length)
    }

    /// Waits until what was written is on the disk, where it is a file.
    ///
    /// - Throws: ``OutputError`` with the system's reason.
    public func synchronize() throws(OutputError) {
        // Pipes and terminals have nothing to wait for, and say so by EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw OutputError(number: errno) }
    }

    /// A closed pipe is to be an error that can be told, not the end of the process.
    private static func ignoreClosedPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}

/// `write(2)`, under a name that the methods of ``OutputTarget`` do not hide.
private func writeBytes(_ descriptor: Int32, _ source: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, source, count)
}
