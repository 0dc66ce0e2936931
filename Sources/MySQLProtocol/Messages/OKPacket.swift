// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// A command succeeded, or the rows of a result are over.
package struct OKPacket: Sendable, Hashable {
    /// Rows that the statement inserted, changed or deleted.
    package var affectedRows: UInt64
    /// The first AUTO_INCREMENT value that the statement made; 0 for none.
    package var lastInsertID: UInt64
    /// What holds of the session from here on.
    package var status: StatusFlags
    /// Warnings that SHOW WARNINGS would list.
    package var warningCount: UInt16
    /// What the server says in words, in bytes that need not be text; nil where the packet ends before it.
    package var message: [UInt8]?
    /// What changed in the session, where that is tracked.
    package var sessionChanges: [SessionStateChange]

    /// Takes all fields.
    package init(
        affectedRows: UInt64 = 0,
        lastInsertID: UInt64 = 0,
        status: StatusFlags = [],
        warningCount: UInt16 = 0,
        message: [UInt8]? = nil,
        sessionChanges: [SessionStateChange] = []
    ) {
        self.affectedRows = affectedRows
        self.lastInsertID = lastInsertID
        self.status = status
        self.warningCount = warningCount
        self.message = message
        self.sessionChanges = sessionChanges
    }

    /// What an EOF packet says, where it stands for an OK packet.
    package init(_ end: EOFPacket) {
        self.init(status: end.status, warningCount: end.warningCount)
    }
}

extension OKPacket {
    /// Reads the packet to its end.
    ///
    /// Shape: `00` or `fe`; length-encoded `affectedRows` and `lastInsertID`; `status` and `warningCount` in 2 bytes each;
    /// then without session tracking the message to the end, with it the message as length-encoded bytes and, if the status
    /// says so, a length-encoded block of changes. Both may be missing.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `net_send_ok`.
    package init(from reader: inout WireReader, layout: PacketLayout) throws(WireError) {
        let start = reader.offset
        let header = try reader.uint8()
        guard header == 0 || header == 0xfe else { throw WireError(.invalidValue(UInt64(header)), at: start) }
        let affectedRows = try reader.lengthEncodedInteger()
        let lastInsertID = try reader.lengthEncodedInteger()
        let status = StatusFlags(rawValue: try reader.uint16())
        let warningCount = try reader.uint16()
        self.init(
            affectedRows: affectedRows,
            lastInsertID: lastInsertID,
            status: status,
            warningCount: warningCount
        )
        guard !reader.isAtEnd else { return }
        guard layout.tracksSession else {
            message = [UInt8](copying: reader.rest())
            return
        }
        message = [UInt8](copying: try reader.lengthEncodedSpan())
        if status.contains(.sessionStateChanged), !reader.isAtEnd {
            var block = WireReader(try reader.lengthEncodedSpan())
            // The block ends where the reader stands.
            let origin = reader.offset - block.remaining
            do throws(WireError) {
                while !block.isAtEnd { sessionChanges.append(try SessionStateChange(from: &block)) }
            } catch {
                throw WireError(error.kind, at: origin + error.offset)
            }
        }
        try reader.expectEnd()
    }

    /// Writes the packet; `header` is 0xfe where it ends rows.
    package func encode(into writer: inout WireWriter, layout: PacketLayout, header: UInt8 = 0) {
        writer.uint8(header)
        writer.lengthEncodedInteger(affectedRows)
        writer.lengthEncodedInteger(lastInsertID)
        writer.uint16(status.rawValue)
        writer.uint16(warningCount)
        let isChanged = layout.tracksSession && status.contains(.sessionStateChanged)
        guard isChanged || message != nil else { return }
        let message = message ?? []
        guard layout.tracksSession else {
            writer.array(message)
            return
        }
        writer.lengthEncodedSpan(message.span)
        guard isChanged else { return }
        var block = WireWriter()
        for change in sessionChanges { change.encode(into: &block) }
        let bytes = block.bytes
        writer.lengthEncodedSpan(bytes.span)
    }
}
