// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// `binlogtail`, as it was built beside the tests.
let binlogtail = Tool("binlogtail")

/// The path of a fixture.
func fixture(_ name: String) -> String {
    Fixture.folder + "/binlogs/" + name + ".binlog"
}

/// The lines that the tool writes when it is happy.
func lines(_ arguments: String..., input: [UInt8] = []) throws -> [String] {
    let result = try binlogtail.run(arguments, input: input)
    try #require(result.status == 0, "\(result.errorText)")
    return result.text.split(separator: "\n").map(String.init)
}

/// A JSON object of the tool.
struct JSONLine {
    /// The line.
    let text: String
    /// Its fields.
    let fields: [String: Any]

    /// Reads a line; it must be an object.
    init(_ text: String) throws {
        self.text = text
        fields = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }

    /// A field's text; nil where it is none.
    func string(_ name: String) -> String? { fields[name] as? String }
    /// A field's number; nil where it is none.
    func number(_ name: String) -> Int? { (fields[name] as? NSNumber)?.intValue }
    /// An image's values; nil where it is null.
    func image(_ name: String) -> [String: Any]? { fields[name] as? [String: Any] }
}

/// The objects that the tool writes with `--format json`.
func objects(_ arguments: String...) throws -> [JSONLine] {
    let result = try binlogtail.run(["--format", "json"] + arguments)
    try #require(result.status == 0, "\(result.errorText)")
    return try result.text.split(separator: "\n").map { try JSONLine(String($0)) }
}
