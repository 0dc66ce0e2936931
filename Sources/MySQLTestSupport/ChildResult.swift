// SPDX-License-Identifier: Apache-2.0
import Foundation

/// How another program ended and what it wrote.
public struct ChildResult: Sendable {
    /// The exit status, or the number of the signal that ended it, negated.
    public let status: Int32

    /// What it wrote to standard output.
    public let standardOutput: [UInt8]

    /// What it wrote to standard error.
    public let standardError: [UInt8]

    /// Standard output as text.
    public var text: String { String(decoding: standardOutput, as: UTF8.self) }

    /// Standard error as text, without the line end.
    public var errorText: String {
        String(decoding: standardError, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Runs a program to its end.
    ///
    /// Input and output go through files, so neither side ever waits for the other, whatever their lengths.
    ///
    /// - Parameters:
    ///   - program: a path, or a name that is looked for on `PATH`.
    ///   - arguments: without the program's name.
    ///   - input: its standard input.
    ///   - environment: variables in addition to those of this process.
    /// - Throws: an error if it cannot be started, or its files cannot be written.
    public init(
        running program: String,
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "child-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = ["input", "output", "error"].map { folder.appending(path: $0) }
        try Data(input).write(to: paths[0])
        try Data().write(to: paths[1])
        try Data().write(to: paths[2])

        let process = Process()
        process.executableURL = URL(filePath: program.contains("/") ? program : "/usr/bin/env")
        process.arguments = program.contains("/") ? arguments : [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: paths[0])
        process.standardOutput = try FileHandle(forWritingTo: paths[1])
        process.standardError = try FileHandle(forWritingTo: paths[2])
        try process.runWithSignalsUnblocked()
        process.waitUntilExit()

        status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        standardOutput = try Array(Data(contentsOf: paths[1]))
        standardError = try Array(Data(contentsOf: paths[2]))
    }

    private init(status: Int32, output: [UInt8], error: [UInt8]) {
        self.status = status
        standardOutput = output
        standardError = error
    }

    /// Runs a program to its end and waits for it without holding a thread.
    ///
    /// - Parameters:
    ///   - program: a path, or a name that is looked for on `PATH`.
    ///   - arguments: without the program's name.
    ///   - input: its standard input.
    ///   - environment: variables in addition to those of this process.
    /// - Returns: status and output.
    /// - Throws: an error if it cannot be started, or its files cannot be written.
    public static func collect(
        running program: String,
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:]
    ) async throws -> ChildResult {
        let folder = FileManager.default.temporaryDirectory.appending(path: "child-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = ["input", "output", "error"].map { folder.appending(path: $0) }
        try Data(input).write(to: paths[0])
        let child = try ChildProcess(
            running: program,
            arguments,
            input: paths[0].path(percentEncoded: false),
            output: paths[1].path(percentEncoded: false),
            error: paths[2].path(percentEncoded: false),
            environment: environment
        )
        let status = await child.exit()
        return ChildResult(
            status: status,
            output: try Array(Data(contentsOf: paths[1])),
            error: try Array(Data(contentsOf: paths[2]))
        )
    }
}

extension Process {
    /// Starts the program with no signal blocked.
    ///
    /// The threads of Swift tasks block nearly every signal and a child inherits that: SIGTERM would not end it.
    func runWithSignalsUnblocked() throws {
        var none = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }
}
