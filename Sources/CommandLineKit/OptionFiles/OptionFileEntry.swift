// SPDX-License-Identifier: Apache-2.0

/// One option in an option file.
///
/// Its descriptions never hold its value, which may be a password.
public struct OptionFileEntry: Sendable, Hashable {
    /// The group it stands in, without brackets, as written.
    public var group: String
    /// The option's name, as written.
    public var name: String
    /// Its value, without quotes and escapes; nil where there is no `=`.
    public var value: String?
    /// Whether its bytes are UTF-8; where they are not, ``name`` and ``value`` are not what was written.
    public var isText = true
    /// The file's path.
    public var file: String
    /// The line, from 1.
    public var line: Int
}

extension OptionFileEntry: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Where it stands and its name.
    public var description: String { "\(file):\(line): \(name)" }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// A mirror without the value.
    public var customMirror: Mirror { Mirror(self, children: ["group": group, "name": name]) }
}
