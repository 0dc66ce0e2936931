// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Sends a piece of a parameter before the statement is run; pieces add up.
///
/// There is no answer; an error comes with that of the execution.
package struct StatementSendLongDataCommand: Sendable, Hashable {
    /// What the session calls the statement.
    package var statementID: UInt32
    /// The parameter, from 0.
    package var parameter: UInt16
    /// The piece.
    package var content: [UInt8]

    /// Takes all fields.
    package init(statementID: UInt32, parameter: UInt16, content: [UInt8]) {
        self.statementID = statementID
        self.parameter = parameter
        self.content = content
    }

    /// Reads the packet to its end: `18`, `statementID` in 4 bytes, `parameter` in 2, then the piece.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::parse_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.statementSendLongData.expect(in: &reader)
        statementID = try reader.uint32()
        parameter = try reader.uint16()
        content = [UInt8](copying: reader.rest())
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.statementSendLongData.rawValue)
        writer.uint32(statementID)
        writer.uint16(parameter)
        writer.array(content)
    }
}
