// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Prepares a statement.
///
/// `PrepareMachine` reads the answer.
package struct StatementPrepareCommand: Sendable, Hashable {
    /// The statement, with `?` where values go.
    package var statement: String

    /// Takes the text.
    package init(_ statement: String) {
        self.statement = statement
    }

    /// Reads the packet to its end: the command's byte, then the text.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::parse_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.statementPrepare.expect(in: &reader)
        statement = String(repairing: reader.rest())
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.statementPrepare.rawValue)
        writer.text(statement)
    }
}
