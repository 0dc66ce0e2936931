// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads bytes from a file or a pipe; with the decryption of encrypted files the only place that speaks to the system.
struct ByteSource: ~Copyable {
    private let descriptor: Int32
    private let closes: Bool

    /// Opens a file for reading.
    init(path: String) throws(BinlogError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BinlogError(.system(errno), at: 0) }
        self.descriptor = descriptor
        closes = true
    }

    /// Reads from standard input, which stays open.
    init(standardInput: Void) {
        descriptor = STDIN_FILENO
        closes = false
    }

    deinit {
        if closes { close(descriptor) }
    }

    /// Reads into `buffer` from `start` on and says how many bytes came; 0 at the end.
    func read(into buffer: inout [UInt8], from start: Int) throws(BinlogError) -> Int {
        var count = 0
        var problem: Int32 = 0
        unsafe buffer.withUnsafeMutableBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress else { return }
            repeat {
                // The room ends with the buffer: `start` is below its count.
                count = unsafe readBytes(descriptor, base + start, bytes.count - start)
                problem = errno
            } while count < 0 && problem == EINTR
        }
        guard count >= 0 else { throw BinlogError(.system(problem), at: 0) }
        return count
    }

    /// Goes to `offset` bytes from the start; false where the source cannot, or ends before.
    func seek(to offset: UInt64) -> Bool {
        let current = lseek(descriptor, 0, SEEK_CUR)
        guard let offset = off_t(exactly: offset), current >= 0 else { return false }
        guard lseek(descriptor, 0, SEEK_END) >= offset else {
            lseek(descriptor, current, SEEK_SET)
            return false
        }
        return lseek(descriptor, offset, SEEK_SET) == offset
    }
}

/// `read(2)`, under a name that the method of ``ByteSource`` does not hide.
private func readBytes(_ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
    unsafe read(descriptor, target, count)
}
