// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The client's answer to the greeting: who it is, what it speaks, and the first proof of the password.
package struct HandshakeResponse: Sendable, Hashable {
    /// The most bytes of attributes that servers take.
    package static let maximumAttributesLength = 65_536

    /// What it begins with.
    package var head: SSLRequest
    /// The account's name.
    package var user: String
    /// What proves the password; at most 255 bytes without ``CapabilityFlags/pluginAuthLenencClientData``.
    package var authenticationResponse: [UInt8]
    /// The default database; sent with ``CapabilityFlags/connectWithDB``.
    package var database: String?
    /// The plugin that made the proof; sent with ``CapabilityFlags/pluginAuth``.
    package var plugin: String?
    /// What the client tells of itself; sent with ``CapabilityFlags/connectAttributes``.
    package var attributes: [ChangeUserCommand.Attribute]
    /// How hard the server compresses, 1 to 22; sent with ``CapabilityFlags/zstdCompressionAlgorithm``.
    package var zstdLevel: UInt8

    /// Takes all fields.
    package init(
        head: SSLRequest,
        user: String,
        authenticationResponse: [UInt8],
        database: String? = nil,
        plugin: String? = nil,
        attributes: [ChangeUserCommand.Attribute] = [],
        zstdLevel: UInt8 = 3
    ) {
        self.head = head
        self.user = user
        self.authenticationResponse = authenticationResponse
        self.database = database
        self.plugin = plugin
        self.attributes = attributes
        self.zstdLevel = zstdLevel
    }

    /// Reads the packet to its end: 32 bytes as of ``SSLRequest``; the user, ended by a zero; the proof with its length; and, each if
    /// the capabilities say so, the database and the plugin, ended by a zero, the attributes in a length-encoded block, and the
    /// level of zstd.
    ///
    /// Source: MySQL 9.7 source documentation, "Protocol::HandshakeResponse41".
    package init(from reader: inout WireReader) throws(WireError) {
        head = try SSLRequest(from: &reader)
        let capabilities = head.capabilities
        user = String(repairing: try reader.nullTerminatedSpan())
        if capabilities.contains(.pluginAuthLenencClientData) {
            authenticationResponse = [UInt8](copying: try reader.lengthEncodedSpan())
        } else if capabilities.contains(.secureConnection) {
            authenticationResponse = [UInt8](copying: try reader.span(count: Int(try reader.uint8())))
        } else {
            authenticationResponse = [UInt8](copying: try reader.nullTerminatedSpan())
        }
        database =
            capabilities.contains(.connectWithDB) ? String(repairing: try reader.nullTerminatedSpan()) : nil
        plugin = capabilities.contains(.pluginAuth) ? String(repairing: try reader.nullTerminatedSpan()) : nil
        attributes = []
        if capabilities.contains(.connectAttributes) {
            var block = WireReader(try reader.lengthEncodedSpan())
            // The block ends where the reader stands.
            let origin = reader.offset - block.remaining
            do throws(WireError) {
                while !block.isAtEnd {
                    let name = String(repairing: try block.lengthEncodedSpan())
                    attributes.append(.init(name: name, value: String(repairing: try block.lengthEncodedSpan())))
                }
            } catch {
                throw WireError(error.kind, at: origin + error.offset)
            }
        }
        zstdLevel = capabilities.contains(.zstdCompressionAlgorithm) ? try reader.uint8() : 3
        try reader.expectEnd()
    }

    /// Writes the packet; a zero within a name ends it.
    package func encode(into writer: inout WireWriter) {
        head.encode(into: &writer)
        let capabilities = head.capabilities
        writer.nullTerminated(user)
        if capabilities.contains(.pluginAuthLenencClientData) {
            writer.lengthEncodedSpan(authenticationResponse.span)
        } else if capabilities.contains(.secureConnection) {
            let response = authenticationResponse.prefix(255)
            writer.uint8(UInt8(response.count))
            writer.array(Array(response))
        } else {
            writer.array(authenticationResponse)
            writer.uint8(0)
        }
        if capabilities.contains(.connectWithDB) { writer.nullTerminated(database ?? "") }
        if capabilities.contains(.pluginAuth) { writer.nullTerminated(plugin ?? "") }
        if capabilities.contains(.connectAttributes) {
            let block = HandshakeResponse.block(attributes)
            writer.lengthEncodedSpan(block.span)
        }
        if capabilities.contains(.zstdCompressionAlgorithm) { writer.uint8(zstdLevel) }
    }

    /// Attributes as they are sent, without the length before them.
    package static func block(_ attributes: [ChangeUserCommand.Attribute]) -> [UInt8] {
        var block = WireWriter()
        for attribute in attributes {
            block.lengthEncodedText(attribute.name)
            block.lengthEncodedText(attribute.value)
        }
        return block.bytes
    }
}

extension HandshakeResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The account, without what proves its password.
    package var description: String { "login of \(user) by \(plugin ?? "no plugin")" }

    /// The same: proofs are shown to nobody.
    package var debugDescription: String { description }

    /// The same, for what prints values by their parts.
    package var customMirror: Mirror { Mirror(self, children: ["user": user, "plugin": plugin ?? ""]) }
}
