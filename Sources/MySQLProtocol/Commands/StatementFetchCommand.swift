// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Asks for rows of a prepared statement's cursor.
///
/// The answer is rows and their end; the status says `lastRowSent` when there are no more.
package struct StatementFetchCommand: Sendable, Hashable {
    /// What the session calls the statement.
    package var statementID: UInt32
    /// How many rows to send at most.
    package var rowCount: UInt32

    /// Takes both fields.
    package init(statementID: UInt32, rowCount: UInt32) {
        self.statementID = statementID
        self.rowCount = rowCount
    }

    /// Reads the packet to its end: `1c`, then `statementID` and `rowCount` in 4 bytes each.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::parse_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.statementFetch.expect(in: &reader)
        statementID = try reader.uint32()
        rowCount = try reader.uint32()
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.statementFetch.rawValue)
        writer.uint32(statementID)
        writer.uint32(rowCount)
    }
}
