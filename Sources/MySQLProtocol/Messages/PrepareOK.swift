// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// A statement is prepared; what it takes and gives follows.
package struct PrepareOK: Sendable, Hashable {
    /// What the session calls the statement.
    package var statementID: UInt32
    /// Columns of the result; 0 for statements without one.
    package var columnCount: UInt16
    /// Places for values in the statement.
    package var parameterCount: UInt16
    /// Warnings that SHOW WARNINGS would list.
    package var warningCount: UInt16
    /// Whether definitions follow, where the counts are not 0.
    package var metadataFollows: Bool

    /// Takes all fields.
    package init(
        statementID: UInt32,
        columnCount: UInt16,
        parameterCount: UInt16,
        warningCount: UInt16 = 0,
        metadataFollows: Bool = true
    ) {
        self.statementID = statementID
        self.columnCount = columnCount
        self.parameterCount = parameterCount
        self.warningCount = warningCount
        self.metadataFollows = metadataFollows
    }

    /// Reads the packet to its end: `00`; `statementID` in 4 bytes; `columnCount` and `parameterCount` in 2 each; `00`;
    /// `warningCount` in 2; with optional metadata 1 byte that is 0 where no definitions follow.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::store_ps_status`.
    package init(from reader: inout WireReader, layout: PacketLayout) throws(WireError) {
        let start = reader.offset
        let header = try reader.uint8()
        guard header == 0 else { throw WireError(.invalidValue(UInt64(header)), at: start) }
        statementID = try reader.uint32()
        columnCount = try reader.uint16()
        parameterCount = try reader.uint16()
        let fillerOffset = reader.offset
        let filler = try reader.uint8()
        guard filler == 0 else { throw WireError(.invalidValue(UInt64(filler)), at: fillerOffset) }
        warningCount = try reader.uint16()
        metadataFollows = layout.hasOptionalMetadata ? try reader.metadataFlag() : true
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter, layout: PacketLayout) {
        writer.uint8(0)
        writer.uint32(statementID)
        writer.uint16(columnCount)
        writer.uint16(parameterCount)
        writer.uint8(0)
        writer.uint16(warningCount)
        if layout.hasOptionalMetadata { writer.uint8(metadataFollows ? 1 : 0) }
    }
}
