// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Synchronization

/// `binlogtail` with a resume file, started again whenever it was killed.
final class EnduranceTail: Sendable {
    let output: String
    let errors: String
    private let arguments: [String]
    private let state = Mutex(State())

    private struct State {
        var child: ChildProcess?
        var isStopping = false
        var killed = false
        var starts = 0
        var ownEnds: [OwnEnd] = []
        var errorsRead = 0
        var peakMemory = 0
    }

    init(port: Int, folder: String) {
        output = folder + "/tail.json"
        errors = folder + "/tail.err"
        arguments = [
            "-h", "127.0.0.1", "-P", "\(port)", "-u", "root", "--ssl-mode", "DISABLED", "--format", "json",
            "--from", "earliest", "--resume-file", folder + "/resume.json", "-d", EnduranceWriter.schema,
        ]
    }

    /// How often the program was started.
    var starts: Int { state.withLock { $0.starts } }

    /// An end that nobody had asked for.
    struct OwnEnd: Sendable {
        let status: Int32
        /// What the process wrote to its standard error.
        let errors: String

        /// Whether the server was away, or went, before the stream had begun: a first connection is tried once.
        ///
        /// A process whose stream had begun and was cut tells of it in a line of its own first.
        var isLostServer: Bool {
            // What a killed process left behind its last place is cut off before anybody connects.
            let lines = errors.split(separator: "\n").filter { !$0.contains("of the output were cut off") }
            return status == 1 && lines.count == 1
                && ["the connection was lost", "the connection was refused"].contains { errors.contains($0) }
        }
    }

    /// The ends that nobody had asked for.
    var ownEnds: [OwnEnd] { state.withLock { $0.ownEnds } }

    /// The most memory that any of its processes held, in KiB.
    var peakMemory: Int { state.withLock { $0.peakMemory } }

    /// Bytes that were written so far.
    var outputLength: Int {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: output) else { return 0 }
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }

    /// Keeps it running until ``stop()``.
    func run() async throws {
        while !state.withLock({ $0.isStopping }) {
            let child = try ChildProcess(
                running: EnduranceEnvironment().tool,
                arguments,
                output: output,
                error: errors,
                environment: ["TZ": "UTC"]
            )
            state.withLock { state in
                state.child = child
                state.killed = false
                state.starts += 1
            }
            let status = await child.exit()
            let errors = try String(contentsOfFile: errors, encoding: .utf8)
            state.withLock { state in
                let new = String(decoding: errors.utf8.dropFirst(state.errorsRead), as: UTF8.self)
                state.errorsRead = errors.utf8.count
                if !state.killed, !state.isStopping { state.ownEnds.append(OwnEnd(status: status, errors: new)) }
            }
            // A program that cannot start must not be started a thousand times a second.
            if status != 0 { try await Task.sleep(for: .milliseconds(20)) }
        }
    }

    /// Sends a signal to the process that runs.
    func send(signal: Int32) {
        noteMemory()
        state.withLock { state in
            state.killed = true
            state.child?.send(signal: signal)
        }
    }

    /// Ends it as a user does, for good.
    func stop() {
        noteMemory()
        state.withLock { state in
            state.isStopping = true
            state.child?.send(signal: SIGTERM)
        }
    }

    /// Whether the row of this worker and number is among the last 64 KiB of the output.
    func endsWith(_ worker: String, _ number: String) -> Bool {
        let rows = ["\"@1\":\(worker),\"@2\":\(number),", "\"worker\":\(worker),\"seq\":\(number),"]
        noteMemory()
        guard let file = FileHandle(forReadingAtPath: output) else { return false }
        defer { try? file.close() }
        let length = UInt64(outputLength)
        guard (try? file.seek(toOffset: length > 65_536 ? length - 65_536 : 0)) != nil,
            let bytes = try? file.readToEnd()
        else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return rows.contains { text.contains($0) }
    }

    private func noteMemory() {
        state.withLock { state in
            guard let peak = state.child?.peakMemory else { return }
            state.peakMemory = max(state.peakMemory, peak)
        }
    }
}
