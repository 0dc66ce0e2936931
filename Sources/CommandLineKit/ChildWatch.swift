// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Waits for the end of one child process, and ends it with its process group when its time is over.
///
/// One thread waits for the child and leaves it unburied, so that its number stays its own while signals are sent. Another one keeps
/// the time: it sleeps until the end, or a cancelled task, is told through a pipe, or the deadline has come.
final class ChildWatch: Sendable {
    /// What is told through the pipe.
    private enum Event: UInt8 {
        case ended
        case cancelled
    }

    private let child: pid_t
    /// The pipe's two ends; nil once it is closed.
    private let ends: Mutex<(read: Int32, write: Int32)?>

    /// Watches a child of this process, which nobody else waits for.
    init(_ child: pid_t) {
        self.child = child
        var both: [Int32] = [-1, -1]
        // Where no file can be opened any more, the child is waited for without a limit.
        ends = Mutex(unsafe pipe(&both) == 0 ? (both[0], both[1]) : nil)
        for end in both where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    /// Waits for the end.
    ///
    /// - Parameters:
    ///   - limit: How long the child may take; it is asked to end then, by SIGTERM.
    ///   - grace: How long it may take to end then, before SIGKILL ends it.
    /// - Returns: How it ended.
    func ending(within limit: Duration, grace: Duration) async -> ShellCommand.Ending {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread { self.awaitEnd() }
                Thread.detachNewThread { continuation.resume(returning: self.keepTime(limit, grace)) }
            }
        } onCancel: {
            tell(.cancelled)
        }
    }

    /// Waits until the child is a zombie, and tells.
    private func awaitEnd() {
        var info = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        tell(.ended)
    }

    private func tell(_ event: Event) {
        ends.withLock { ends in
            guard let ends else { return }
            var byte = event.rawValue
            while unsafe write(ends.write, &byte, 1) < 0, errno == EINTR {}
        }
    }

    private func keepTime(_ limit: Duration, _ grace: Duration) -> ShellCommand.Ending {
        var deadline: ContinuousClock.Instant? = .now + limit
        var reason: ShellCommand.Ending?
        while true {
            switch next(before: deadline) {
            case .ended?:
                let ending = bury()
                return reason ?? ending
            case .cancelled?:
                guard reason == nil else { continue }
                reason = .cancelled
            case nil:
                if reason != nil {
                    kill(-child, SIGKILL)
                    deadline = nil
                    continue
                }
                reason = .timedOut
            }
            kill(-child, SIGTERM)
            deadline = .now + grace
        }
    }

    /// What is told next; nil where nothing was by then.
    private func next(before deadline: ContinuousClock.Instant?) -> Event? {
        guard let reading = ends.withLock({ $0?.read }) else { return .ended }
        var entry = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        while true {
            let left = deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
            // Rounded up, and no longer than the call can wait.
            let milliseconds = left.map { Int32((min($0, .seconds(86_400)) / .milliseconds(1)).rounded(.up)) } ?? -1
            switch unsafe poll(&entry, 1, milliseconds) {
            case 0:
                if let deadline, ContinuousClock.now >= deadline { return nil }
            case 1...:
                var byte: UInt8 = 0
                guard unsafe read(reading, &byte, 1) == 1 else { continue }
                return Event(rawValue: byte)
            default: continue
            }
        }
    }

    /// Takes the status of a child that has ended, or waits for it.
    private func bury() -> ShellCommand.Ending {
        ends.withLock { ends in
            guard let both = ends else { return }
            close(both.read)
            close(both.write)
            ends = nil
        }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) != child {
            if errno != EINTR { return .notStarted(errno) }
        }
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }
}
