// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// Reads what MySQL Shell prints as JSON, and position records.
///
/// MySQL Shell prints an object for each row, an array of them, or one object with the rows in it.
enum JSONText {
    /// The rows and places that the text tells; nil where it is no JSON.
    static func contents(of text: String) -> (rows: [StatusRow], starts: [StartCoordinates])? {
        var reader = JSONTextReader(text)
        guard let values = reader.values() else { return nil }
        var rows: [StatusRow] = []
        var starts: [StartCoordinates] = []
        for value in values { collect(value, &rows, &starts) }
        return (rows, starts)
    }

    private static func collect(
        _ value: JSONTextValue,
        _ rows: inout [StatusRow],
        _ starts: inout [StartCoordinates]
    ) {
        switch value {
        case .array(let values):
            for value in values { collect(value, &rows, &starts) }
        case .object(let members):
            if let start = StartCoordinates(record: value) {
                starts.append(start)
            } else if members.count(where: { StatusNames.isKnown($0.name) }) >= 2 {
                rows.append(StatusRow(members.map { StatusRow.Field($0.name, $0.value.text) }))
            } else {
                for member in members { collect(member.value, &rows, &starts) }
            }
        default: break
        }
    }
}
