// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Says goodbye.
///
/// There is no answer: the server closes the connection.
package struct QuitCommand: Sendable, Hashable {
    /// Has no fields.
    package init() {}

    /// Reads the packet to its end: its first byte is all there is.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.quit.expect(in: &reader)
        try reader.expectEnd()
    }

    /// Writes the packet.
    ///
    /// Source: MySQL 9.7, `include/my_command.h`, `enum_server_command`.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.quit.rawValue)
    }
}
