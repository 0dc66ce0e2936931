// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport

/// The part of JSON Schema that the schemas in `docs/schemas` use; another keyword is a problem.
struct JSONSchema {
    private let root: JSONTree

    /// Reads a schema of `docs/schemas`.
    init(named name: String) throws {
        let path = Fixture.repository + "/docs/schemas/\(name).schema.json"
        root = try JSONTree(text: String(contentsOfFile: path, encoding: .utf8))
    }

    /// What of a text does not fit; nothing where all does.
    func problems(in text: String) throws -> [String] {
        problems(try JSONTree(text: text), root, at: "$")
    }

    private func problems(_ value: JSONTree, _ schema: JSONTree, at path: String) -> [String] {
        guard case .object(let rules) = schema else { return ["\(path): the schema is no object"] }
        return rules.flatMap { key, rule in problems(value, key, rule, rules, at: path) }
    }

    private func problems(
        _ value: JSONTree,
        _ keyword: String,
        _ rule: JSONTree,
        _ rules: [String: JSONTree],
        at path: String
    ) -> [String] {
        switch keyword {
        case "$schema", "$defs", "title": return []
        case "$ref":
            let name = rule.text.map { String($0.dropFirst("#/$defs/".count)) } ?? ""
            guard let target = root["$defs"]?[name] else { return ["\(path): no definition \(name)"] }
            return problems(value, target, at: path)
        case "type":
            let names = rule.text.map { [$0] } ?? rule.elements.compactMap(\.text)
            return names.contains { has(value, type: $0) } ? [] : ["\(path): not \(names)"]
        case "const": return value == rule ? [] : ["\(path): not \(rule)"]
        case "enum": return rule.elements.contains(value) ? [] : ["\(path): \(value) is none of the values"]
        case "pattern":
            guard let text = value.text, let pattern = rule.text else { return [] }
            return text.range(of: pattern, options: .regularExpression) != nil ? [] : ["\(path): \(text)"]
        case "anyOf":
            let found = rule.elements.map { problems(value, $0, at: path) }
            return found.contains([]) ? [] : found.flatMap { $0 }
        case "items": return value.elements.enumerated().flatMap { problems($1, rule, at: "\(path)[\($0)]") }
        case "required":
            return rule.elements.compactMap(\.text).filter { value[$0] == nil }.map { "\(path): no \($0)" }
        case "properties":
            guard case .object(let members) = rule else { return ["\(path): properties"] }
            return members.flatMap { name, schema in
                value[name].map { problems($0, schema, at: "\(path).\(name)") } ?? []
            }
        case "additionalProperties": return additional(value, rule, rules, at: path)
        default: return ["\(path): the keyword \(keyword) is not known"]
        }
    }

    private func additional(
        _ value: JSONTree,
        _ rule: JSONTree,
        _ rules: [String: JSONTree],
        at path: String
    ) -> [String] {
        guard case .object(let members) = value else { return [] }
        let others = members.filter { rules["properties"]?[$0.key] == nil }
        if rule == .bool(false) { return others.keys.map { "\(path): \($0) is one too many" } }
        return others.flatMap { problems($0.value, rule, at: "\(path).\($0.key)") }
    }

    private func has(_ value: JSONTree, type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
            (.string, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }
}
