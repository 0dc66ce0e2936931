// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
package import MySQLWire

/// Runs a prepared statement and answers in binary.
///
/// `ResultMachine` reads the answer. A parameter that was sent in pieces is not NULL here and has no value.
package struct StatementExecuteCommand: Sendable, Hashable {
    /// A parameter of the execution.
    package enum Parameter: Sendable, Hashable {
        /// Its value.
        case value(MySQLValue)
        /// It was sent before, in pieces, and is of bytes or of text.
        case sentBefore(isText: Bool)
    }

    /// Shows that attributes stand behind the parameters.
    private static let parameterCountAvailable: UInt8 = 8
    /// Shows that an integer is unsigned.
    private static let unsignedFlag: UInt8 = 0x80

    /// What the session calls the statement.
    package var statementID: UInt32
    /// Whether the rows wait at the server, to be fetched.
    package var opensCursor: Bool
    /// One for each place in the statement.
    package var parameters: [Parameter]

    /// Takes all fields.
    package init(statementID: UInt32, opensCursor: Bool = false, parameters: [Parameter]) {
        self.statementID = statementID
        self.opensCursor = opensCursor
        self.parameters = parameters
    }

    /// Takes values for all places.
    package init(statementID: UInt32, opensCursor: Bool = false, values: [MySQLValue]) {
        self.init(statementID: statementID, opensCursor: opensCursor, parameters: values.map { .value($0) })
    }

    /// Writes the packet: `17`; `statementID` in 4 bytes; 1 of flags (1 opens a cursor); the number 1 in 4 bytes; then, where
    /// there are parameters, their number (length-encoded, with query attributes only); a bit for each that is set for NULL;
    /// `01`; for each its type and `80` if unsigned (and an empty name, with query attributes only); the values.
    ///
    /// Source: MySQL 9.7, `sql/protocol_classic.cc`, `Protocol_classic::parse_packet`, and `sql/sql_prepare.cc`,
    /// `Prepared_statement::insert_parameters`.
    package func encode(into writer: inout WireWriter, layout: PacketLayout) {
        writer.uint8(CommandCode.statementExecute.rawValue)
        writer.uint32(statementID)
        writer.uint8(opensCursor ? 1 : 0)
        writer.uint32(1)
        guard !parameters.isEmpty else { return }
        if layout.hasQueryAttributes { writer.lengthEncodedInteger(UInt64(parameters.count)) }
        writer.bitmap(parameters.map { $0 == .value(.null) })
        writer.uint8(1)
        for parameter in parameters {
            switch parameter {
            case .value(let value):
                writer.uint8(value.type.rawValue)
                writer.uint8(value.isUnsigned ? StatementExecuteCommand.unsignedFlag : 0)
            case .sentBefore(let isText):
                writer.uint8((isText ? ColumnType.varString : .longBlob).rawValue)
                writer.uint8(0)
            }
            if layout.hasQueryAttributes { writer.lengthEncodedInteger(0) }
        }
        for case .value(let value) in parameters { value.encode(into: &writer) }
    }

    /// Reads the packet to its end, as a server does that prepared a statement with `parameterCount` places, and to which
    /// the parameters `sentBefore` (from 0) came in pieces.
    ///
    /// Types must be there: what an earlier execution said of them is not known here.
    package init(
        from reader: inout WireReader,
        layout: PacketLayout,
        parameterCount: Int,
        sentBefore: Set<Int> = []
    ) throws(WireError) {
        try CommandCode.statementExecute.expect(in: &reader)
        statementID = try reader.uint32()
        let flagsOffset = reader.offset
        let flags = try reader.uint8()
        guard flags & ~9 == 0 else { throw WireError(.invalidValue(UInt64(flags)), at: flagsOffset) }
        opensCursor = flags & 1 != 0
        let iterationOffset = reader.offset
        let iterations = try reader.uint32()
        guard iterations == 1 else { throw WireError(.invalidValue(UInt64(iterations)), at: iterationOffset) }
        parameters = []
        guard parameterCount > 0 || flags & StatementExecuteCommand.parameterCountAvailable != 0 else {
            try reader.expectEnd()
            return
        }
        var count = parameterCount
        if layout.hasQueryAttributes {
            let countOffset = reader.offset
            let claimed = try reader.lengthEncodedInteger()
            count = try reader.checkedCount(claimed, elementSize: 1)
            guard count == parameterCount else { throw WireError(.invalidValue(UInt64(count)), at: countOffset) }
        }
        let nulls = try BitmapView(from: &reader, count: count)
        guard try reader.metadataFlag() else { throw WireError(.invalidValue(0), at: reader.offset - 1) }
        var types: [(type: ColumnType, isUnsigned: Bool)] = []
        for _ in 0..<count {
            let type = ColumnType(rawValue: try reader.uint8())
            types.append((type, try reader.uint8() & StatementExecuteCommand.unsignedFlag != 0))
            if layout.hasQueryAttributes { _ = try reader.lengthEncodedSpan() }
        }
        for (index, (type, isUnsigned)) in types.enumerated() {
            if nulls[index] {
                parameters.append(.value(.null))
            } else if sentBefore.contains(index) {
                parameters.append(.sentBefore(isText: type == .varString))
            } else {
                parameters.append(.value(try MySQLValue(from: &reader, type: type, isUnsigned: isUnsigned)))
            }
        }
        try reader.expectEnd()
    }
}
