// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A pipe by which one thread wakes another.
final class WakePipe: Sendable {
    /// What the waiting thread polls.
    private let reading: Int32
    private let writing: Int32

    /// Makes a pipe, both ends of which no child inherits.
    ///
    /// - Throws: ``PostgresError`` where the system has no descriptor left.
    init() throws(PostgresError) {
        var descriptors: [Int32] = [-1, -1]
        guard unsafe pipe(&descriptors) == 0 else {
            throw PostgresError(.connect, "no pipe can be made: error \(errno) of the system")
        }
        reading = descriptors[0]
        writing = descriptors[1]
        _ = fcntl(reading, F_SETFD, FD_CLOEXEC)
        _ = fcntl(writing, F_SETFD, FD_CLOEXEC)
        // A full pipe wakes as well as a fuller one.
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Wakes the other thread, now and whenever it waits: the byte is never read.
    func wake() {
        var byte: UInt8 = 1
        _ = unsafe write(writing, &byte, 1)
    }

    /// Blocks until `socket` is ready, the pipe is written to, or the milliseconds pass (-1: never).
    ///
    /// - Returns: What the socket is ready for, as `poll` tells it, and whether the pipe has something.
    func poll(_ socket: Int32, reading isReading: Bool, writing isWriting: Bool, milliseconds: Int32) -> (Int16, Bool) {
        let events = Int16((isReading ? POLLIN : 0) | (isWriting ? POLLOUT : 0))
        var both = [
            pollfd(fd: socket, events: events, revents: 0), pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
        ]
        guard systemPoll(&both, 2, milliseconds) > 0 else { return (0, false) }
        return (both[0].revents, both[1].revents != 0)
    }

    /// Whether `poll` tells of room to write and of nothing else.
    static func isOnlyWritable(_ events: Int16) -> Bool { events == Int16(POLLOUT) }
}

/// The system's `poll`, which the method of that name hides.
private func systemPoll(_ descriptors: inout [pollfd], _ count: nfds_t, _ milliseconds: Int32) -> Int32 {
    unsafe poll(&descriptors, count, milliseconds)
}
