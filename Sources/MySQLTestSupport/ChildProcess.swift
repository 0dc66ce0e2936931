// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Another program that runs beside the test, to be waited for or ended.
///
/// It is started by `posix_spawn` and not through Foundation, whose `Process` crashes where several tasks start programs at
/// once, and waits for grandchildren that live on.
public final class ChildProcess: Sendable {
    /// The program could not be started.
    public struct Failure: Error, CustomStringConvertible {
        /// The program and the system's error number.
        public let description: String
    }

    /// The number of the process.
    public let pid: Int32

    private let ended = Mutex<Int32?>(nil)

    /// Starts a program with no signal blocked; its input is empty unless it is given a file.
    ///
    /// - Parameters:
    ///   - program: a path, or a name that is looked for on `PATH`.
    ///   - arguments: without the program's name.
    ///   - input: the path of its standard input; nil is empty.
    ///   - output: the path that its standard output is appended to.
    ///   - error: the path that its standard error is appended to.
    ///   - environment: variables in addition to those of this process.
    /// - Throws: ``Failure`` if it cannot be started, or its files cannot be opened.
    public init(
        running program: String,
        _ arguments: [String],
        input: String? = nil,
        output: String,
        error: String,
        environment: [String: String] = [:]
    ) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let append = O_WRONLY | O_CREAT | O_APPEND
        unsafe posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, append, 0o644)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, error, append, 0o644)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // The threads of Swift tasks block nearly every signal and a child inherits that: SIGTERM would not end it.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        let variables = environment.map { "\($0.key)=\($0.value)" } + ChildProcess.inherited(except: environment)
        var child: pid_t = 0
        let status = unsafe withStrings([program] + arguments) { argv in
            unsafe withStrings(variables) { envp in
                unsafe posix_spawnp(&child, program, &actions, &attributes, argv, envp)
            }
        }
        guard status == 0 else { throw Failure(description: "\(program) cannot be started: error \(status)") }
        pid = child
    }

    /// The exit status, or the number of the signal that ended it, negated; nil while it runs.
    public var status: Int32? {
        ended.withLock { ended in
            if let ended { return ended }
            var status: Int32 = 0
            guard unsafe waitpid(pid, &status, WNOHANG) == pid else { return nil }
            let signal = status & 0x7f
            ended = signal == 0 ? (status >> 8) & 0xff : -signal
            return ended
        }
    }

    /// Sends a signal; nothing happens if it has ended.
    public func send(signal: Int32) {
        guard status == nil else { return }
        kill(pid, signal)
    }

    /// Waits for its end without holding a thread.
    ///
    /// - Returns: as ``status``.
    public func exit() async -> Int32 {
        while true {
            if let status { return status }
            do {
                try await Task.sleep(for: .milliseconds(2))
            } catch {
                // A cancelled task waits on, in short turns: the child must not be left behind.
                await Task.yield()
                usleep(1000)
            }
        }
    }

    /// The most memory that it has held so far, in KiB (`VmHWM`); nil if it has ended.
    public var peakMemory: Int? {
        guard let file = unsafe fopen("/proc/\(pid)/status", "r") else { return nil }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while unsafe fgets(&line, 256, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("VmHWM:") else { continue }
            return text.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
        }
        return nil
    }

    private static func inherited(except replaced: [String: String]) -> [String] {
        var result: [String] = []
        var next = unsafe environ
        while let entry = unsafe next.pointee {
            let text = unsafe String(cString: entry)
            let name = text.prefix { $0 != "=" }
            if replaced[String(name)] == nil { result.append(text) }
            unsafe next += 1
        }
        return result
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
