// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser

/// A password on its way from where it was told to the connection; no description shows it.
public struct Secret: Sendable, Hashable, ExpressibleByArgument {
    /// The password.
    public var text: String

    /// Takes a password.
    public init(_ text: String) {
        self.text = text
    }

    /// Takes a password from the command line.
    public init?(argument: String) {
        self.init(argument)
    }

    /// What help shows of it: nothing.
    public var defaultValueDescription: String { "" }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Five asterisks, whatever the password.
    public var description: String { "*****" }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// A mirror without the password.
    public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}
