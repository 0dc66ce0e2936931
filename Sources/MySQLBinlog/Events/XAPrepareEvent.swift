// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The name of an XA transaction.
public struct XAIdentifierView: ~Escapable {
    /// The `formatID` part.
    public var formatID: Int32
    /// The `gtrid` part.
    public var globalID: Span<UInt8>
    /// The `bqual` part.
    public var branchQualifier: Span<UInt8>

    /// Joins the parts.
    @_lifetime(copy globalID, copy branchQualifier)
    public init(formatID: Int32, globalID: Span<UInt8>, branchQualifier: Span<UInt8>) {
        self.formatID = formatID
        self.globalID = globalID
        self.branchQualifier = branchQualifier
    }
}

/// Prepares an XA transaction, or commits it in one phase.
public struct XAPrepareEvent: ~Escapable {
    /// Whether the transaction is committed at once (`XA COMMIT … ONE PHASE`): 1, else 0.
    public var onePhase: UInt8
    /// Which transaction.
    public var identifier: XAIdentifierView

    /// Reads the body: one phase (1 byte), format id (4), lengths of global id and branch qualifier (4 each), both parts.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.h`, class `XA_prepare_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        onePhase = try reader.uint8()
        let formatID = Int32(bitPattern: try reader.uint32())
        let globalLength = try reader.uint32()
        let branchLength = try reader.uint32()
        // An XA identifier part has at most 64 bytes (`MAXGTRIDSIZE`, `MAXBQUALSIZE`).
        guard globalLength <= 64, branchLength <= 64 else {
            throw WireError(.impossibleCount(UInt64(max(globalLength, branchLength))), at: reader.offset - 8)
        }
        let global = try reader.span(count: Int(globalLength))
        let branch = try reader.span(count: Int(branchLength))
        identifier = XAIdentifierView(formatID: formatID, globalID: global, branchQualifier: branch)
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint8(onePhase)
        writer.uint32(UInt32(bitPattern: identifier.formatID))
        writer.uint32(UInt32(identifier.globalID.count))
        writer.uint32(UInt32(identifier.branchQualifier.count))
        writer.span(identifier.globalID)
        writer.span(identifier.branchQualifier)
    }
}
