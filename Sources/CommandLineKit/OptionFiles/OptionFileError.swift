// SPDX-License-Identifier: Apache-2.0

/// Why an option file could not be read or not be obeyed: file, line, cause and what to do; no option's value.
public struct OptionFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file's path.
    public var file: String
    /// The line, from 1; nil where the whole file is meant.
    public var line: Int?
    /// What is wrong, in a sentence without a full stop.
    public var message: String

    /// Says what is wrong, and where.
    public init(_ message: String, file: String, line: Int? = nil) {
        self.message = message
        self.file = file
        self.line = line
    }

    /// File, line and what is wrong.
    public var description: String {
        "\(file)" + (line.map { ":\($0)" } ?? "") + ": " + message
    }
}
