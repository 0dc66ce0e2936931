// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Drops what was sent in pieces to a prepared statement, and closes its cursor.
///
/// The answer is OK.
package struct StatementResetCommand: Sendable, Hashable {
    /// What the session calls the statement.
    package var statementID: UInt32

    /// Takes the statement's number.
    package init(statementID: UInt32) {
        self.statementID = statementID
    }

    /// Reads the packet to its end: the command's byte, then `statementID` in 4 bytes.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::parse_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.statementReset.expect(in: &reader)
        statementID = try reader.uint32()
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.statementReset.rawValue)
        writer.uint32(statementID)
    }
}
