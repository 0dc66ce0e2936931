// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// A command failed.
package struct ErrorPacket: Error, Sendable, Hashable {
    /// The server's number of the error.
    package var code: UInt16
    /// Five characters of the SQL standard; nil before server and client know each other's capabilities.
    package var sqlState: String?
    /// What the server says.
    package var message: String

    /// Takes all fields.
    package init(code: UInt16, sqlState: String? = nil, message: String) {
        self.code = code
        self.sqlState = sqlState
        self.message = message
    }

    /// Reads the packet to its end: `ff`; `code` in 2 bytes; `#` and 5 characters, or neither; the message.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `net_send_error_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let header = try reader.uint8()
        guard header == 0xff else { throw WireError(.invalidValue(UInt64(header)), at: start) }
        code = try reader.uint16()
        let text = reader.rest()
        if text.count >= 6, text[0] == UInt8(ascii: "#") {
            sqlState = String(repairing: text.extracting(1..<6))
            message = String(repairing: text.extracting(droppingFirst: 6))
        } else {
            sqlState = nil
            message = String(repairing: text)
        }
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(0xff)
        writer.uint16(code)
        if let sqlState {
            writer.uint8(UInt8(ascii: "#"))
            writer.text(sqlState)
        }
        writer.text(message)
    }
}
