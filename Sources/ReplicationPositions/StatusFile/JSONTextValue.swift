// SPDX-License-Identifier: Apache-2.0

/// A value of JSON text; numbers keep their digits.
indirect enum JSONTextValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true`, `false` or a number, as it is written.
    case literal(String)
    /// A string.
    case string(String)
    /// Values in order.
    case array([JSONTextValue])
    /// Names and values in order.
    case object([Member])

    /// A name and its value.
    struct Member: Sendable, Hashable {
        let name: String
        let value: JSONTextValue
    }

    /// The text of a string, a number or a truth; nil for what is none.
    var text: String? {
        switch self {
        case .literal(let text), .string(let text): text
        case .null, .array, .object: nil
        }
    }

    /// The members of an object; none where it is none.
    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The value of a member of an object.
    subscript(name: String) -> JSONTextValue? { members.first { $0.name == name }?.value }
}
