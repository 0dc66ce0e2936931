// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Allows or forbids several statements in one query.
///
/// The answer is EOF, or OK where EOF is not used.
package struct SetOptionCommand: Sendable, Hashable {
    /// Whether several statements are allowed.
    package var allowsMultipleStatements: Bool

    /// Takes the choice.
    package init(allowsMultipleStatements: Bool) {
        self.allowsMultipleStatements = allowsMultipleStatements
    }

    /// Reads the packet to its end: `1b`, then 2 bytes that are 0 for on and 1 for off.
    ///
    /// Source: MySQL 9.7, `include/mysql.h`, `enum_mysql_set_option`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.setOption.expect(in: &reader)
        let start = reader.offset
        let option = try reader.uint16()
        guard option <= 1 else { throw WireError(.invalidValue(UInt64(option)), at: start) }
        allowsMultipleStatements = option == 0
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.setOption.rawValue)
        writer.uint16(allowsMultipleStatements ? 0 : 1)
    }
}
