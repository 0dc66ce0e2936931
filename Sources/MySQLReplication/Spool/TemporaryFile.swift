// SPDX-License-Identifier: Apache-2.0

package import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file without a name, which is gone when it is closed or the process ends.
package struct TemporaryFile: ~Copyable, Sendable {
    private let descriptor: Int32
    /// The folder whose space it takes.
    package let folder: String

    /// Makes a file in `folder`, or in that of `TMPDIR`, else in `/tmp`.
    package init(in folder: String?) throws(ReplicationError) {
        let folder = folder ?? TemporaryFile.defaultFolder
        var template = Array("\(folder)/mysql-replication-XXXXXX".utf8CString)
        var problem: Int32 = 0
        let descriptor = unsafe template.withUnsafeMutableBufferPointer { name -> Int32 in
            // `mkstemp` puts the name in place of the letters; its bytes end with a zero.
            guard let base = name.baseAddress else { return -1 }
            let descriptor = unsafe mkstemp(base)
            problem = errno
            if descriptor >= 0 {
                unsafe _ = unlink(base)
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            }
            return descriptor
        }
        guard descriptor >= 0 else { throw TemporaryFile.failure("made", in: folder, problem) }
        self.descriptor = descriptor
        self.folder = folder
    }

    deinit {
        close(descriptor)
    }

    /// Writes the readable bytes of `buffer` at `offset`.
    package func write(_ buffer: ByteBuffer, at offset: UInt64) throws(ReplicationError) {
        var done = 0
        while done < buffer.readableBytes {
            var problem: Int32 = 0
            let count = unsafe buffer.withUnsafeReadableBytes { bytes -> Int in
                guard let base = bytes.baseAddress else { return 0 }
                // What is left ends with the buffer: `done` is below its count.
                let count = unsafe pwrite(descriptor, base + done, bytes.count - done, off_t(offset) + off_t(done))
                problem = errno
                return count
            }
            if count < 0, problem == EINTR { continue }
            guard count > 0 else {
                throw TemporaryFile.failure("written", in: folder, count == 0 ? ENOSPC : problem)
            }
            done += count
        }
    }

    /// Appends up to `count` bytes at `offset` to `buffer` and says how many; 0 at the file's end.
    package func read(into buffer: inout ByteBuffer, count: Int, at offset: UInt64) throws(ReplicationError) -> Int {
        while true {
            var problem: Int32 = 0
            let count = unsafe buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes -> Int in
                guard let base = bytes.baseAddress else { return 0 }
                // The room has at least `count` bytes.
                let count = unsafe pread(descriptor, base, min(count, bytes.count), off_t(offset))
                problem = count < 0 ? errno : 0
                return max(count, 0)
            }
            if problem == EINTR { continue }
            guard problem == 0 else { throw TemporaryFile.failure("read", in: folder, problem) }
            return count
        }
    }

    /// Gives the space back.
    package func truncate() throws(ReplicationError) {
        guard ftruncate(descriptor, 0) == 0 else { throw TemporaryFile.failure("emptied", in: folder, errno) }
    }

    private static var defaultFolder: String {
        guard let value = unsafe getenv("TMPDIR"), unsafe value.pointee != 0 else { return "/tmp" }
        return unsafe String(cString: value)
    }

    private static func failure(_ what: String, in folder: String, _ number: Int32) -> ReplicationError {
        let isFull = number == ENOSPC || number == EDQUOT
        let reason = isFull ? "no space is left" : unsafe String(cString: strerror(number))
        return ReplicationError(
            .storage,
            "the temporary file for a long transaction cannot be \(what) in \(folder): \(reason)",
            advice: isFull
                ? "free space there, name another folder, or hold more of a transaction in memory"
                : "name a folder that can be written, or hold more of a transaction in memory"
        )
    }
}
