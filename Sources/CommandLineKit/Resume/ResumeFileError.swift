// SPDX-License-Identifier: Apache-2.0

/// Why a resume file cannot be used or written.
public struct ResumeFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, what is wrong with it, and what to do.
    public let description: String

    /// Says what is wrong.
    public init(_ path: String, _ message: String) {
        description = "\(path): \(message)"
    }
}
