// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A command of the user that a tool runs beside its own work, through `/bin/sh -c`.
///
/// It has a process group of its own, so that it can be ended with all that it started; its input is empty, and what it writes
/// goes to the tool's standard error, since standard output is the tool's. It is started by `posix_spawn`: Foundation's
/// `Process` crashes where several tasks start programs at once.
public struct ShellCommand: Sendable, Hashable {
    /// How a command ended.
    public enum Ending: Sendable, Hashable, CustomStringConvertible {
        /// By itself, with this status.
        case exited(Int32)
        /// By this signal.
        case signalled(Int32)
        /// It took too long, and was ended.
        case timedOut
        /// The tool ended first, and ended it.
        case cancelled
        /// It was not started, by this error of the system.
        case notStarted(Int32)

        /// Whether it did what it was to do.
        public var isSuccess: Bool { self == .exited(0) }

        /// What happened, in words.
        public var description: String {
            switch self {
            case .exited(let status): "ended with status \(status)"
            case .signalled(let number): "was ended by signal \(number)"
            case .timedOut: "took too long and was ended"
            case .cancelled: "was ended, as the tool ends"
            case .notStarted(let number): "cannot be started: \(SystemMessage.text(of: number))"
            }
        }
    }

    /// The text that the shell takes.
    public var text: String
    /// Variables in addition to those of this process.
    public var environment: [String: String]

    /// Takes the text and variables.
    public init(_ text: String, environment: [String: String] = [:]) {
        self.text = text
        self.environment = environment
    }

    /// Runs it to its end and waits for it; a task that is cancelled ends it.
    ///
    /// What is to end is asked to by SIGTERM and made to by SIGKILL, with its whole process group.
    ///
    /// - Parameters:
    ///   - timeout: How long it may take.
    ///   - grace: How long it may take to end when it is asked to.
    /// - Returns: How it ended.
    public func run(timeout: Duration, grace: Duration = .seconds(2)) async -> Ending {
        switch spawn() {
        case .success(let child): await ChildWatch(child).ending(within: timeout, grace: grace)
        case .failure(let error): .notStarted(error.number)
        }
    }

    private struct SpawnError: Error {
        var number: Int32
    }

    private func spawn() -> Result<pid_t, SpawnError> {
        #if canImport(Glibc)
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #else
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
        // Sockets of the network library stay open otherwise: a command that lives on would keep the tool's port.
        for descriptor in ShellCommand.descriptorsToClose {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // A child inherits what the threads of Swift tasks block and what the tool ignores.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        var usual = sigset_t()
        unsafe sigemptyset(&usual)
        for signal in [SIGPIPE, SIGINT, SIGTERM] { unsafe sigaddset(&usual, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        #if !canImport(Glibc)
        flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
        #endif
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        // A zero byte ends a variable for the system.
        let own = environment.mapValues { $0.replacing("\0", with: " ") }
        let variables = ProcessEnvironment.variables.merging(own) { $1 }
        var child: pid_t = 0
        let status = unsafe withStrings(["/bin/sh", "-c", text]) { argv in
            unsafe withStrings(variables.map { "\($0.key)=\($0.value)" }) { envp in
                unsafe posix_spawn(&child, "/bin/sh", &actions, &attributes, argv, envp)
            }
        }
        return status == 0 ? .success(child) : .failure(SpawnError(number: status))
    }

    /// What a child must not inherit: all above standard error, and some more that others may open meanwhile.
    ///
    /// To close what is not open is no error. Source: glibc 2.36, `sysdeps/unix/sysv/linux/spawni.c`, `spawn_do_close`.
    private static var descriptorsToClose: Range<Int32> {
        #if canImport(Glibc)
        // Without /proc only few are known to be there.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return 3..<((names.compactMap { Int32($0) }.max() ?? 63).addingReportingOverflow(65).partialValue)
        #else
        return 3..<3
        #endif
    }
}

/// Lends C strings, with a null behind the last.
private func withStrings<Result>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = unsafe strings.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
    return unsafe pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("there is a null at least") }
        return unsafe body(base)
    }
}
