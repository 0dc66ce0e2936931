// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A command of this package, as it was built beside the tests.
///
///     let result = try Tool("binlogtail").run(["--format", "json", path])
///     #expect(result.status == 0)
public struct Tool: Sendable {
    /// Where the program is.
    public let path: String

    /// The program of that name.
    public init(_ name: String) {
        path = URL(filePath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
            .appending(path: name).path(percentEncoded: false)
    }

    /// Runs it to its end; its time zone is UTC.
    ///
    /// - Parameters:
    ///   - arguments: without the program's name.
    ///   - input: its standard input.
    ///   - environment: variables in addition to those of this process.
    /// - Returns: status and output.
    /// - Throws: an error if it cannot be started.
    public func run(
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> ChildResult {
        try ChildResult(
            running: path,
            arguments,
            input: input,
            environment: ["TZ": "UTC"].merging(environment) { $1 }
        )
    }
}
