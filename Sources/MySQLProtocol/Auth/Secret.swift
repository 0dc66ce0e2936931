// SPDX-License-Identifier: Apache-2.0

/// A password or another text that nobody may see; printing it shows that it is there, and no more.
///
/// ```swift
/// let secret = Secret("correct horse")
/// print(secret)    // (hidden)
/// ```
public struct Secret: Sendable, Hashable {
    /// The password's bytes, as the server compares them: UTF-8 where it was text.
    package var bytes: [UInt8]

    /// Takes a text as UTF-8.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Takes bytes that need not be text.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether there is nothing to hide.
    public var isEmpty: Bool { bytes.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the secret.
    public var description: String { isEmpty ? "(empty)" : "(hidden)" }

    /// Never the secret.
    public var debugDescription: String { description }

    /// Without parts, for what prints values by their parts.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
