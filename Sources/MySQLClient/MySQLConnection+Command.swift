// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire
import NIOCore

extension MySQLConnection {
    /// Sends a command and reads the head of its first answer.
    ///
    /// - Parameters:
    ///   - payload: the command.
    ///   - format: how the values of rows are written.
    ///   - prepared: the columns that the server told when the statement was prepared.
    ///   - statement: the text of the statement, for errors.
    ///   - timeout: the longest that all answers may take; nil for no limit.
    ///   - forgetting: the statement that the server is told to forget before the command after this one.
    /// - Returns: the rows of the first answer.
    /// - Throws: an error of the server or of the connection.
    func ask(
        _ payload: [UInt8],
        format: MySQLCell.Format,
        prepared: [ColumnDefinition]? = nil,
        statement: String?,
        timeout: Duration?,
        forgetting: UInt32? = nil
    ) async throws(MySQLError) -> MySQLRows {
        try await takeTurn()
        defer { passTurn() }
        return try await askInTurn(
            payload,
            format: format,
            prepared: prepared,
            statement: statement,
            timeout: timeout,
            forgetting: forgetting
        )
    }

    /// As ``ask(_:format:prepared:statement:timeout:forgetting:)``, for one who has the turn.
    func askInTurn(
        _ payload: [UInt8],
        format: MySQLCell.Format,
        prepared: [ColumnDefinition]? = nil,
        statement: String?,
        timeout: Duration?,
        forgetting: UInt32? = nil
    ) async throws(MySQLError) -> MySQLRows {
        let deadline = source.deadline(in: timeout)
        do throws(MySQLError) {
            try await makeReady()
            send(payload)
            if let forgetting { statementsToClose.append(forgetting) }
        } catch {
            deadline?.cancel()
            throw named(error, statement)
        }
        let machine = ResultMachine(
            format == .text ? .text : .binary,
            layout: layout,
            prepared: prepared,
            maximumColumns: limits.maximumColumnCount
        )
        let conversation = Conversation(machine, format: format, statement: statement, deadline: deadline)
        self.conversation = conversation
        return try await readHead(conversation)
    }

    /// Reads up to where rows begin, or to the end of an answer without rows.
    func readHead(_ conversation: Conversation) async throws(MySQLError) -> MySQLRows {
        lastTicket += 1
        conversation.beginNextAnswer(ticket: lastTicket)
        source.stage = "waiting for the answer"
        while conversation.place == .head {
            _ = try await advance(conversation)
        }
        if conversation.place != .rows, let file = conversation.refusedFile {
            throw MySQLError(
                .localInfileRefused,
                outcome: .ran,
                detail: "\(file)",
                statement: conversation.statement
            )
        }
        return MySQLRows(connection: self, conversation: conversation, ticket: conversation.ticket)
    }

    /// Takes one packet of a command's answers; true if it is a row.
    ///
    /// What fails is the end of the command.
    func advance(_ conversation: Conversation) async throws(MySQLError) -> Bool {
        let packet: PacketSource.Packet
        do throws(MySQLError) {
            packet = try await source.next()
        } catch {
            conversation.deadline?.cancel()
            throw named(error, conversation.statement)
        }
        switch conversation.received(packet.bytes) {
        case .more:
            return false
        case .row:
            conversation.rowCount += 1
            return true
        case .moved:
            if conversation.place == .over { finish(conversation) }
            return false
        case .refuseFile:
            sendEmptyPacket()
            return false
        case .failed(let report):
            throw failed(conversation, report)
        case .violated(let violation):
            conversation.deadline?.cancel()
            throw named(source.error(violation), conversation.statement)
        }
    }

    /// Ends a command that the server answered with an error.
    func failed(_ conversation: Conversation, _ report: ErrorPacket) -> MySQLError {
        let status = status
        finish(conversation)
        // An error tells nothing of the session.
        self.status = status
        let server = ServerReport(number: report.code, sqlState: report.sqlState, message: report.message)
        if let file = conversation.refusedFile {
            return MySQLError(
                .localInfileRefused,
                outcome: .ran,
                detail: file,
                server: server,
                statement: conversation.statement
            )
        }
        return MySQLError(.server, outcome: .ran, server: server, statement: conversation.statement)
    }

    /// The error, with the text of the statement.
    func named(_ error: MySQLError, _ statement: String?) -> MySQLError {
        var error = error
        if error.statement == nil { error.statement = statement }
        return error
    }

    /// Sends a command that is answered by OK and nothing else.
    func askForOK(_ payload: [UInt8], timeout: Duration?) async throws(MySQLError) {
        _ = try await ask(payload, format: .text, statement: nil, timeout: timeout)
    }
}
