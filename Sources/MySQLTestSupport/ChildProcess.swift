// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// Another program that runs beside the test, to be waited for or ended.
public final class ChildProcess: Sendable {
    private let process: Process
    private let state = Mutex(State())

    private struct State {
        var status: Int32?
        var waiters: [CheckedContinuation<Int32, Never>] = []
    }

    /// Starts a program; its input is empty.
    ///
    /// - Parameters:
    ///   - program: a path, or a name that is looked for on `PATH`.
    ///   - arguments: without the program's name.
    ///   - input: the path of its standard input; nil is empty.
    ///   - output: the path that its standard output is appended to.
    ///   - error: the path that its standard error is appended to.
    ///   - environment: variables in addition to those of this process.
    /// - Throws: an error if it cannot be started, or its files cannot be opened.
    public init(
        running program: String,
        _ arguments: [String],
        input: String? = nil,
        output: String,
        error: String,
        environment: [String: String] = [:]
    ) throws {
        process = Process()
        process.executableURL = URL(filePath: program.contains("/") ? program : "/usr/bin/env")
        process.arguments = program.contains("/") ? arguments : [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let input {
            process.standardInput = try FileHandle(forReadingFrom: URL(filePath: input))
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        process.standardOutput = try ChildProcess.appending(to: output)
        process.standardError = try ChildProcess.appending(to: error)
        process.terminationHandler = { [weak self] ended in
            self?.ended(ended.terminationReason == .exit ? ended.terminationStatus : -ended.terminationStatus)
        }
        try process.runWithSignalsUnblocked()
    }

    /// The number of the process.
    public var pid: Int32 { process.processIdentifier }

    /// The exit status, or the number of the signal that ended it, negated; nil while it runs.
    public var status: Int32? { state.withLock { $0.status } }

    /// Sends a signal; nothing happens if it has ended.
    public func send(signal: Int32) {
        guard status == nil else { return }
        kill(pid, signal)
    }

    /// Waits for its end without holding a thread.
    ///
    /// - Returns: as ``status``.
    public func exit() async -> Int32 {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                if state.status == nil { state.waiters.append(continuation) }
                return state.status
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    /// The most memory that it has held so far, in KiB (`VmHWM`); nil if it has ended.
    public var peakMemory: Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return Int(line.split(separator: " ")[1].trimmingCharacters(in: .whitespaces))
        }
        return nil
    }

    private func ended(_ status: Int32) {
        let waiters = state.withLock { state in
            state.status = status
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }

    private static func appending(to path: String) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: path) {
            try Data().write(to: URL(filePath: path))
        }
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.seekToEnd()
        return handle
    }
}
