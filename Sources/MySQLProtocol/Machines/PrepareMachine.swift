// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The answer to the preparation of a statement, from its first packet to its last.
package struct PrepareMachine: ~Copyable {
    /// A statement that can be executed.
    package struct Statement: Sendable, Hashable {
        /// What the session calls it.
        package var id: UInt32
        /// How many values it takes.
        package var parameterCount: Int
        /// The columns of its result: empty without one, nil where the server left them out.
        package var columns: [ColumnDefinition]?
        /// Warnings that SHOW WARNINGS would list.
        package var warningCount: UInt16
    }

    /// What to do about a packet.
    package enum Action: Sendable, Hashable {
        /// Nothing: more is to come.
        case wait
        /// The statement is there; the answer is over.
        case prepared(Statement)
        /// The server refused; the answer is over.
        case failed(ErrorPacket)
        /// The peer broke the protocol; the connection is of no use.
        case violated(ProtocolViolation)
    }

    /// What the next packet is.
    private enum State {
        case answer
        case parameters(left: Int)
        case endOfParameters
        case columns
        case endOfColumns
        case over
    }

    private let layout: PacketLayout
    private var state = State.answer
    private var head = PrepareOK(statementID: 0, columnCount: 0, parameterCount: 0)
    private var columns: [ColumnDefinition] = []
    private var definitionBytes = 0

    /// Awaits the answer.
    package init(layout: PacketLayout) {
        self.layout = layout
    }

    /// A packet came; `payload` is its content.
    package mutating func received(_ payload: Span<UInt8>) -> Action {
        do throws(ProtocolViolation) {
            return try accept(payload)
        } catch {
            state = .over
            return .violated(error)
        }
    }

    private mutating func accept(_ payload: Span<UInt8>) throws(ProtocolViolation) -> Action {
        guard payload.count > 0 else { throw ProtocolViolation(.emptyPacket, in: "answer to PREPARE") }
        if case .over = state {
            throw ProtocolViolation(.unexpectedPacket(firstByte: payload[0]), in: "after the answer to PREPARE")
        }
        if payload[0] == 0xff {
            state = .over
            return .failed(
                try decoding(payload, in: "answer to PREPARE") { reader throws(WireError) in
                    try ErrorPacket(from: &reader)
                }
            )
        }
        let layout = layout
        switch state {
        case .answer:
            head = try decoding(payload, in: "answer to PREPARE") { reader throws(WireError) in
                try PrepareOK(from: &reader, layout: layout)
            }
            guard head.metadataFollows else { return finish(columns: head.columnCount == 0 ? [] : nil) }
            if head.parameterCount > 0 {
                state = .parameters(left: Int(head.parameterCount))
                return .wait
            }
            return awaitColumns()

        case .parameters(let left):
            // They tell nothing of use: each server has one type for them all.
            _ = try definition(payload, in: "parameter definition")
            if left > 1 {
                state = .parameters(left: left - 1)
                return .wait
            }
            if layout.deprecatesEOF { return awaitColumns() }
            state = .endOfParameters
            return .wait

        case .endOfParameters:
            try expectEnd(payload, in: "EOF behind parameter definitions")
            return awaitColumns()

        case .columns:
            columns.append(try definition(payload, in: "column definition"))
            if columns.count < Int(head.columnCount) { return .wait }
            if layout.deprecatesEOF { return finish(columns: columns) }
            state = .endOfColumns
            return .wait

        case .endOfColumns:
            try expectEnd(payload, in: "EOF behind column definitions")
            return finish(columns: columns)

        case .over:
            throw ProtocolViolation(.unexpectedPacket(firstByte: payload[0]), in: "after the answer to PREPARE")
        }
    }

    private mutating func awaitColumns() -> Action {
        guard head.columnCount > 0 else { return finish(columns: []) }
        state = .columns
        return .wait
    }

    private mutating func finish(columns: [ColumnDefinition]?) -> Action {
        state = .over
        return .prepared(
            Statement(
                id: head.statementID,
                parameterCount: Int(head.parameterCount),
                columns: columns,
                warningCount: head.warningCount
            )
        )
    }

    private mutating func definition(
        _ payload: Span<UInt8>,
        in packet: String
    ) throws(ProtocolViolation) -> ColumnDefinition {
        definitionBytes += payload.count
        guard definitionBytes <= ResultMachine.maximumDefinitionBytes else {
            throw ProtocolViolation(.definitionsTooLarge(limit: ResultMachine.maximumDefinitionBytes), in: packet)
        }
        let layout = layout
        return try decoding(payload, in: packet) { reader throws(WireError) in
            try ColumnDefinition(from: &reader, layout: layout)
        }
    }

    private func expectEnd(_ payload: Span<UInt8>, in packet: String) throws(ProtocolViolation) {
        guard ServerReply(row: payload, layout: layout) == .endOfFile else {
            throw ProtocolViolation(.unexpectedPacket(firstByte: payload[0]), in: packet)
        }
        _ = try decoding(payload, in: packet) { reader throws(WireError) in try EOFPacket(from: &reader) }
    }
}
