// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Changes the default database.
///
/// The answer is OK or an error.
package struct InitDatabaseCommand: Sendable, Hashable {
    /// The database.
    package var name: String

    /// Takes the text.
    package init(_ name: String) {
        self.name = name
    }

    /// Reads the packet to its end: the command's byte, then the text.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::parse_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.initDatabase.expect(in: &reader)
        name = String(repairing: reader.rest())
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.initDatabase.rawValue)
        writer.text(name)
    }
}
