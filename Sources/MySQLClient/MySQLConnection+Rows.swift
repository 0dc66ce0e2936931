// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore

extension MySQLConnection {
    /// The next rows of the answer with this ticket; nil at its end.
    func nextChunk(_ ticket: UInt64) async throws(MySQLError) -> RowChunk? {
        try await takeTurn()
        defer { passTurn() }
        let conversation = try current(ticket)
        if let failure = conversation.failure {
            conversation.failure = nil
            throw failure
        }
        guard conversation.place == .rows else { return nil }
        source.stage = "reading rows"
        let (batch, position): (PacketBatch, Int)
        do throws(MySQLError) {
            (batch, position) = try await source.currentBatch()
        } catch {
            conversation.deadline?.cancel()
            throw named(error, conversation.statement)
        }
        let index = conversation.rowCount
        scan: while conversation.place == .rows, let packet = source.packetAtHand() {
            switch conversation.received(packet.bytes) {
            case .row: conversation.rowCount += 1
            case .more: break
            case .moved:
                if conversation.place == .over { finish(conversation) }
            case .refuseFile: sendEmptyPacket()
            case .failed(let report):
                conversation.failure = failed(conversation, report)
                break scan
            case .violated(let violation):
                conversation.deadline?.cancel()
                conversation.failure = named(source.error(violation), conversation.statement)
                break scan
            }
        }
        return RowChunk(
            batch: batch,
            position: position,
            count: conversation.rowCount - index,
            index: index,
            shape: conversation.shape,
            isLast: conversation.place != .rows && conversation.failure == nil
        )
    }

    /// Reads on to the end of the answer with this ticket.
    func skipRows(_ ticket: UInt64) async throws(MySQLError) -> ExecutionSummary {
        try await takeTurn()
        defer { passTurn() }
        let conversation = try current(ticket)
        return try await skipRows(conversation)
    }

    /// Reads the head of the answer behind the one with this ticket; nil if that is the last.
    func nextResult(_ ticket: UInt64) async throws(MySQLError) -> MySQLRows? {
        try await takeTurn()
        defer { passTurn() }
        let conversation = try current(ticket)
        _ = try await skipRows(conversation)
        guard conversation.place == .between else { return nil }
        return try await readHead(conversation)
    }

    /// Reads and drops the rows that are left of an answer, for one who has the turn.
    func skipRows(_ conversation: Conversation) async throws(MySQLError) -> ExecutionSummary {
        if let failure = conversation.failure {
            conversation.failure = nil
            throw failure
        }
        var droppedRows = 0
        while conversation.place == .rows {
            if try await advance(conversation) { droppedRows += 1 }
        }
        return ExecutionSummary(conversation.end, droppedRows: droppedRows)
    }

    /// The conversation, if it still is about the answer with this ticket.
    private func current(_ ticket: UInt64) throws(MySQLError) -> Conversation {
        guard let conversation, conversation.ticket == ticket else {
            throw MySQLError(
                .resultDropped,
                outcome: .ran,
                detail: "another command or result came before they were read"
            )
        }
        return conversation
    }
}
