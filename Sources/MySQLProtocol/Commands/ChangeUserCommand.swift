// SPDX-License-Identifier: Apache-2.0

package import MySQLTypes
package import MySQLWire

/// Logs in again, as the same account or another, on a connection that is open.
///
/// The answers are those that follow the handshake's response.
package struct ChangeUserCommand: Sendable, Hashable {
    /// The account's name.
    package var user: String
    /// What proves the password; at most 255 bytes.
    package var authenticationResponse: [UInt8]
    /// The default database; empty for none.
    package var database: String
    /// The collation of the session's text.
    package var collation: Collation
    /// The plugin that made the proof.
    package var plugin: String
    /// What the client tells of itself; nil where that was not agreed.
    package var attributes: [Attribute]?

    /// Something that a client tells of itself.
    package struct Attribute: Sendable, Hashable {
        /// What it is.
        package var name: String
        /// What it says.
        package var value: String

        /// Takes both.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Takes all fields.
    package init(
        user: String,
        authenticationResponse: [UInt8],
        database: String = "",
        collation: Collation = .utf8mb4GeneralCI,
        plugin: String,
        attributes: [Attribute]? = nil
    ) {
        self.user = user
        self.authenticationResponse = authenticationResponse
        self.database = database
        self.collation = collation
        self.plugin = plugin
        self.attributes = attributes
    }

    /// Reads the packet to its end: `11`; the user, ended by a zero; the proof with its length in 1 byte; the database, ended
    /// by a zero; the collation in 2 bytes; the plugin, ended by a zero; if agreed, the attributes in a length-encoded block,
    /// each of name and value as length-encoded text.
    ///
    /// Source: MySQL 9.7, `sql/auth/sql_authentication.cc`, `parse_com_change_user_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        try CommandCode.changeUser.expect(in: &reader)
        user = String(repairing: try reader.nullTerminatedSpan())
        authenticationResponse = [UInt8](copying: try reader.span(count: Int(try reader.uint8())))
        database = String(repairing: try reader.nullTerminatedSpan())
        collation = Collation(rawValue: UInt32(try reader.uint16()))
        plugin = String(repairing: try reader.nullTerminatedSpan())
        guard !reader.isAtEnd else { return }
        var block = WireReader(try reader.lengthEncodedSpan())
        let origin = reader.offset - block.remaining
        var list: [Attribute] = []
        do throws(WireError) {
            while !block.isAtEnd {
                let name = String(repairing: try block.lengthEncodedSpan())
                list.append(Attribute(name: name, value: String(repairing: try block.lengthEncodedSpan())))
            }
        } catch {
            throw WireError(error.kind, at: origin + error.offset)
        }
        attributes = list
        try reader.expectEnd()
    }

    /// Writes the packet; a zero within a name ends it.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(CommandCode.changeUser.rawValue)
        writer.nullTerminated(user)
        let response = authenticationResponse.prefix(255)
        writer.uint8(UInt8(response.count))
        writer.array(Array(response))
        writer.nullTerminated(database)
        writer.uint16(UInt16(truncatingIfNeeded: collation.rawValue))
        writer.nullTerminated(plugin)
        guard let attributes else { return }
        var block = WireWriter()
        for attribute in attributes {
            block.lengthEncodedText(attribute.name)
            block.lengthEncodedText(attribute.value)
        }
        let bytes = block.bytes
        writer.lengthEncodedSpan(bytes.span)
    }
}

extension ChangeUserCommand: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The account, without what proves its password.
    package var description: String { "change of user to \(user) by \(plugin)" }

    /// The same: proofs are shown to nobody.
    package var debugDescription: String { description }

    /// The same, for what prints values by their parts.
    package var customMirror: Mirror { Mirror(self, children: ["user": user, "plugin": plugin]) }
}
