// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The head of a result set: how many columns it has.
package struct ColumnCount: Sendable, Hashable {
    /// The number of columns as sent, which may be any.
    package var count: UInt64
    /// Whether the definitions of the columns follow.
    package var metadataFollows: Bool

    /// Takes both fields.
    package init(_ count: UInt64, metadataFollows: Bool = true) {
        self.count = count
        self.metadataFollows = metadataFollows
    }

    /// Reads the packet to its end: the length-encoded count; where metadata is optional or cached, 1 byte that is 0 if no
    /// definitions follow.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::start_result_metadata`; MariaDB 11.8,
    /// `sql/protocol.cc`, `Protocol::send_result_set_metadata`.
    package init(from reader: inout WireReader, layout: PacketLayout) throws(WireError) {
        count = try reader.lengthEncodedInteger()
        metadataFollows = layout.flagsMetadata ? try reader.metadataFlag() : true
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter, layout: PacketLayout) {
        writer.lengthEncodedInteger(count)
        if layout.flagsMetadata { writer.uint8(metadataFollows ? 1 : 0) }
    }
}

extension WireReader {
    /// A byte that is 0 or 1.
    @_lifetime(self: copy self)
    mutating func metadataFlag() throws(WireError) -> Bool {
        let start = offset
        switch try uint8() {
        case 0: return false
        case 1: return true
        case let other: throw WireError(.invalidValue(UInt64(other)), at: start)
        }
    }
}
