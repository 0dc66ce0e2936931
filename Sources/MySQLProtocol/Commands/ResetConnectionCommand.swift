// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Makes the session what it was after the login.
///
/// Temporary tables, variables (those of a dump too) and prepared statements are gone; the login stays. The answer is OK.
package struct ResetConnectionCommand: Sendable, Hashable {
    /// Has no fields.
    package init() {}

    /// Reads the packet to its end: its first byte is all there is.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.resetConnection.expect(in: &reader)
        try reader.expectEnd()
    }

    /// Writes the packet.
    ///
    /// Source: MySQL 9.7, `include/my_command.h`, `enum_server_command`.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.resetConnection.rawValue)
    }
}
