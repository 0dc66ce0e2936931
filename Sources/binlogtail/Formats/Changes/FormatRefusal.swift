// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// What a format cannot tell without lying: the event, why, and what to do.
struct FormatRefusal: Error, CustomStringConvertible {
    /// What the event is.
    var type: EventType
    /// Where it begins.
    var position: UInt64
    /// Why it cannot be written, and what to do.
    var reason: String

    /// Refuses an event.
    init(_ event: borrowing BinlogEvent, _ reason: String) {
        type = event.header.type
        position = event.position
        self.reason = reason
    }

    /// Refuses what is at a place.
    init(type: EventType, position: UInt64, reason: String) {
        self.type = type
        self.position = position
        self.reason = reason
    }

    var description: String { "\(type) at position \(position): \(reason)" }
}

/// Why a value cannot be written in a format, and what to do.
struct ValueProblem: Error {
    /// Both in words; the column is named by who catches it.
    var reason: String

    /// Text that is none of its column's character set.
    static let undecodable = ValueProblem(
        reason:
            "its bytes are no text of the character set that the log tells: tell another with --column-type, or write "
            + "U+FFFD in their place with --invalid-text replace"
    )

    /// A document of which only the difference was logged.
    static let difference = ValueProblem(
        reason:
            "only what changed in the document was logged (binlog_row_value_options=PARTIAL_JSON), and the image before "
            + "does not hold it: --format json or sql can show it"
    )

    /// Bytes that are not laid out as the type is.
    static let malformed = ValueProblem(reason: "its bytes are not laid out as its type is: --format json shows them")
}
