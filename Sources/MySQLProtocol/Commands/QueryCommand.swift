// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Runs a statement and answers with text.
///
/// `ResultMachine` reads the answer.
package struct QueryCommand: Sendable, Hashable {
    /// The statement.
    package var statement: String

    /// Takes the text.
    package init(_ statement: String) {
        self.statement = statement
    }

    /// Reads the packet to its end: `03`; where query attributes were agreed their number (refused unless 0) and the number
    /// of sets of them (1), length-encoded; the statement.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::parse_packet`.
    package init(from reader: inout WireReader, layout: PacketLayout) throws(WireError) {
        try CommandCode.query.expect(in: &reader)
        if layout.hasQueryAttributes {
            let start = reader.offset
            let count = try reader.lengthEncodedInteger()
            guard count == 0 else { throw WireError(.invalidValue(count), at: start) }
            let setOffset = reader.offset
            let sets = try reader.lengthEncodedInteger()
            guard sets == 1 else { throw WireError(.invalidValue(sets), at: setOffset) }
        }
        statement = String(repairing: reader.rest())
    }

    /// Writes the packet, without attributes.
    package func encode(into writer: inout WireWriter, layout: PacketLayout) {
        writer.uint8(CommandCode.query.rawValue)
        if layout.hasQueryAttributes {
            writer.lengthEncodedInteger(0)
            writer.lengthEncodedInteger(1)
        }
        writer.text(statement)
    }
}
