// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A tool of this package, as it was built beside the tests.
public struct BuiltTool: Sendable {
    /// Where it is.
    public let path: String

    /// Finds a tool beside the test bundle; nil where it was not built.
    ///
    /// - Parameter name: the product's name.
    public init?(_ name: String) {
        // The bundle is the program itself, or what the program was told to test.
        let arguments = CommandLine.arguments
        let bundle = arguments.last { $0.hasSuffix(".xctest") } ?? arguments.first ?? ""
        let url = URL(filePath: bundle).deletingLastPathComponent().appending(path: name)
        guard FileManager.default.isExecutableFile(atPath: url.path) else { return nil }
        path = url.path
    }

    /// Runs the tool to its end with times in UTC.
    public func run(_ arguments: [String]) throws -> ChildResult {
        try ChildResult(running: path, arguments, environment: ["TZ": "UTC"])
    }
}
