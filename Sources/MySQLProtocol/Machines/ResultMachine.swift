// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The answers to one command, from its first packet to its last.
///
/// ```swift
/// switch machine.received(payload) {
/// case .row: …  // payload is a row: TextRowView or BinaryRowView read it
/// case .columns(let columns): …
/// …
/// }
/// ```
///
/// It costs no allocation for a row, and looks at a row's first byte and length only: whoever reads the values learns
/// whether they are as many as the columns.
package struct ResultMachine: ~Copyable {
    /// How values travel.
    package enum Format: Sendable, Hashable {
        /// As text: the answer to a query.
        case text
        /// In binary: the answer to the execution of a prepared statement.
        case binary
    }

    /// What to do about a packet.
    package enum Action: Sendable, Hashable {
        /// Nothing: more is to come before there is something to tell.
        case wait
        /// Rows of these columns follow, perhaps none. Empty where the server leaves the definitions out of a text result.
        case columns([ColumnDefinition])
        /// The packet is a row.
        case row
        /// This answer is over, with or without rows; another follows where its status says `moreResultsExist`.
        case finished(OKPacket)
        /// The columns of rows that wait at the server, to be fetched; the answers are over.
        case cursorOpened([ColumnDefinition], OKPacket)
        /// The command failed; the answers are over.
        case failed(ErrorPacket)
        /// Send an empty packet: the server asks for this file, and gets nothing.
        case refuseFile(String)
        /// MariaDB tells how far it is.
        case progress(ProgressReport)
        /// The peer broke the protocol; the connection is of no use.
        case violated(ProtocolViolation)
    }

    /// What the next packet is.
    private enum State {
        case answer
        case definitions
        case endOfDefinitions
        case rows
        case verdictOnFile
        case over
    }

    /// Columns that a result may have; servers stop at 4096.
    package static let maximumColumns = 65_535
    /// Bytes that the definitions of a result's columns may have, all together.
    package static let maximumDefinitionBytes = 64 << 20

    private let format: Format
    private let layout: PacketLayout
    private let maximumColumns: Int
    private var state: State
    /// The columns that PREPARE told, for the answer that leaves them out.
    private var prepared: [ColumnDefinition]?
    private var columns: [ColumnDefinition] = []
    private var definitionBytes = 0

    /// Columns of the result whose rows come.
    package private(set) var columnCount = 0

    /// Awaits the answer to a command; `prepared` are the columns of the statement that is executed.
    package init(
        _ format: Format,
        layout: PacketLayout,
        prepared: [ColumnDefinition]? = nil,
        maximumColumns: Int = ResultMachine.maximumColumns
    ) {
        self.format = format
        self.maximumColumns = max(0, maximumColumns)
        self.layout = layout
        self.prepared = prepared
        state = .answer
    }

    /// Whether nothing more is to come.
    package var isOver: Bool { state == .over }

    /// A packet came; `payload` is its content.
    package mutating func received(_ payload: Span<UInt8>) -> Action {
        if state == .rows, payload.count > 0, payload[0] < 0xfe, format == .text || payload[0] == 0 { return .row }
        do throws(ProtocolViolation) {
            switch state {
            case .answer: return try answerReceived(payload)
            case .definitions: return try definitionReceived(payload)
            case .endOfDefinitions: return try endOfDefinitionsReceived(payload)
            case .rows: return try rowReceived(payload)
            case .verdictOnFile: return try verdictReceived(payload)
            case .over: throw ResultMachine.unexpected(payload, in: "after the answer")
            }
        } catch {
            state = .over
            return .violated(error)
        }
    }

    private mutating func answerReceived(_ payload: Span<UInt8>) throws(ProtocolViolation) -> Action {
        let packet = "answer to a command"
        switch ServerReply(answer: payload, layout: layout) {
        case .ok, .okAtEnd: return finish(try decodeOK(payload, in: packet))
        case .endOfFile: return finish(OKPacket(try decodeEOF(payload, in: packet)))
        case .error: return try fail(payload, in: packet)
        case .progress: return try report(payload)
        case .localInfile:
            state = .verdictOnFile
            return .refuseFile(
                try decoding(payload, in: "LOCAL INFILE request") { reader throws(WireError) in
                    try LocalInfileRequest(from: &reader)
                }.fileName
            )
        case .content: return try begin(payload)
        case .empty: throw ProtocolViolation(.emptyPacket, in: packet)
        }
    }

    /// The head of a result set.
    private mutating func begin(_ payload: Span<UInt8>) throws(ProtocolViolation) -> Action {
        let packet = "column count"
        let layout = layout
        let head = try decoding(payload, in: packet) { reader throws(WireError) in
            try ColumnCount(from: &reader, layout: layout)
        }
        // No server sends a result without columns: what has none is answered by OK.
        guard head.count > 0 else {
            throw ProtocolViolation(.malformed(WireError(.invalidValue(0), at: 0)), in: packet)
        }
        guard head.count <= UInt64(maximumColumns) else {
            throw ProtocolViolation(.tooManyColumns(head.count, limit: maximumColumns), in: packet)
        }
        columnCount = Int(head.count)
        columns = []
        definitionBytes = 0
        if head.metadataFollows {
            prepared = nil
            state = .definitions
            return .wait
        }
        if let prepared {
            guard prepared.count == columnCount else {
                throw ProtocolViolation(
                    .columnCountMismatch(expected: prepared.count, found: columnCount),
                    in: packet
                )
            }
            columns = prepared
        } else if format == .binary {
            throw ProtocolViolation(.missingDefinitions, in: packet)
        }
        prepared = nil
        return definitionsComplete()
    }

    private mutating func definitionReceived(_ payload: Span<UInt8>) throws(ProtocolViolation) -> Action {
        let packet = "column definition"
        guard payload.count > 0 else { throw ProtocolViolation(.emptyPacket, in: packet) }
        if payload[0] == 0xff { return try fail(payload, in: packet) }
        // Packets are shorter than 2 GiB, as their limit is, and the sum is compared after each: it cannot overflow.
        definitionBytes += payload.count
        guard definitionBytes <= ResultMachine.maximumDefinitionBytes else {
            throw ProtocolViolation(.definitionsTooLarge(limit: ResultMachine.maximumDefinitionBytes), in: packet)
        }
        let layout = layout
        columns.append(
            try decoding(payload, in: packet) { reader throws(WireError) in
                try ColumnDefinition(from: &reader, layout: layout)
            }
        )
        return columns.count == columnCount ? definitionsComplete() : .wait
    }

    private mutating func definitionsComplete() -> Action {
        guard layout.deprecatesEOF else {
            state = .endOfDefinitions
            return .wait
        }
        state = .rows
        return .columns(takeColumns())
    }

    private mutating func endOfDefinitionsReceived(_ payload: Span<UInt8>) throws(ProtocolViolation) -> Action {
        let packet = "EOF behind column definitions"
        if payload.count > 0, payload[0] == 0xff { return try fail(payload, in: packet) }
        guard ServerReply(row: payload, layout: layout) == .endOfFile else {
            throw ResultMachine.unexpected(payload, in: packet)
        }
        let end = try decodeEOF(payload, in: packet)
        guard end.status.contains(.cursorExists) else {
            state = .rows
            return .columns(takeColumns())
        }
        // No rows, and no second EOF: they wait to be fetched.
        let ok = OKPacket(end)
        settle(ok)
        return .cursorOpened(takeColumns(), ok)
    }

    private mutating func rowReceived(_ payload: Span<UInt8>) throws(ProtocolViolation) -> Action {
        let packet = "row"
        switch ServerReply(row: payload, layout: layout) {
        case .okAtEnd: return finish(try decodeOK(payload, in: packet))
        case .endOfFile: return finish(OKPacket(try decodeEOF(payload, in: packet)))
        case .error: return try fail(payload, in: packet)
        case .progress: return try report(payload)
        case .content where format == .text: return .row
        case .ok, .localInfile, .content: throw ResultMachine.unexpected(payload, in: packet)
        case .empty: throw ProtocolViolation(.emptyPacket, in: packet)
        }
    }

    private mutating func verdictReceived(_ payload: Span<UInt8>) throws(ProtocolViolation) -> Action {
        let packet = "answer to a refused file"
        switch ServerReply(answer: payload, layout: layout) {
        case .ok: return finish(try decodeOK(payload, in: packet))
        case .error: return try fail(payload, in: packet)
        case .progress: return try report(payload)
        case .okAtEnd, .endOfFile, .localInfile, .content, .empty:
            throw ResultMachine.unexpected(payload, in: packet)
        }
    }

    private mutating func takeColumns() -> [ColumnDefinition] {
        let taken = columns
        columns = []
        return taken
    }

    private mutating func settle(_ ok: OKPacket) {
        state = ok.status.contains(.moreResultsExist) ? .answer : .over
    }

    private mutating func finish(_ ok: OKPacket) -> Action {
        settle(ok)
        return .finished(ok)
    }

    private mutating func fail(_ payload: Span<UInt8>, in packet: String) throws(ProtocolViolation) -> Action {
        let failure = try decoding(payload, in: packet) { reader throws(WireError) in
            try ErrorPacket(from: &reader)
        }
        state = .over
        return .failed(failure)
    }

    private func report(_ payload: Span<UInt8>) throws(ProtocolViolation) -> Action {
        .progress(
            try decoding(payload, in: "progress report") { reader throws(WireError) in
                try ProgressReport(from: &reader)
            }
        )
    }

    private func decodeOK(_ payload: Span<UInt8>, in packet: String) throws(ProtocolViolation) -> OKPacket {
        let layout = layout
        return try decoding(payload, in: packet) { reader throws(WireError) in
            try OKPacket(from: &reader, layout: layout)
        }
    }

    private func decodeEOF(_ payload: Span<UInt8>, in packet: String) throws(ProtocolViolation) -> EOFPacket {
        try decoding(payload, in: packet) { reader throws(WireError) in try EOFPacket(from: &reader) }
    }

    private static func unexpected(_ payload: Span<UInt8>, in packet: String) -> ProtocolViolation {
        payload.count > 0
            ? ProtocolViolation(.unexpectedPacket(firstByte: payload[0]), in: packet)
            : ProtocolViolation(.emptyPacket, in: packet)
    }
}
