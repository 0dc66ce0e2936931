// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A JSON value in which numbers, booleans and null are told apart.
indirect enum JSONTree: Decodable, Equatable {
    case null
    case bool(Bool)
    case integer(Decimal)
    case number(Double)
    case string(String)
    case array([JSONTree])
    case object([String: JSONTree])

    /// Reads a text.
    init(text: String) throws {
        self = try JSONDecoder().decode(JSONTree.self, from: Data(text.utf8))
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Decimal.self) {
            let double = try container.decode(Double.self)
            self = double == double.rounded() ? .integer(value) : .number(double)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONTree].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONTree].self))
        }
    }

    /// A member of an object; nil where there is none.
    subscript(_ key: String) -> JSONTree? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    /// The elements of an array; none of anything else.
    var elements: [JSONTree] {
        if case .array(let elements) = self { return elements }
        return []
    }

    /// The text of a string; nil of anything else.
    var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }
}
