// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a connection option: where it was given, what is wrong, and what there is instead; never a password.
public struct ConnectionOptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it was given, as `--ssl-mode` or `/etc/my.cnf:7: ssl-mode`; nil where the option stands in the message.
    public var origin: String?
    /// What is wrong, and what to do.
    public var message: String

    /// Says what is wrong.
    public init(_ message: String, origin: String? = nil) {
        self.message = message
        self.origin = origin
    }

    /// Where and what.
    public var description: String { (origin.map { $0 + ": " } ?? "") + message }
}
