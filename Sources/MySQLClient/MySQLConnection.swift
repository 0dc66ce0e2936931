// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol
import MySQLWire
import NIOCore

/// A connection to a MySQL or MariaDB server.
///
/// ```swift
/// try await MySQLConnection.withConnection(configuration) { connection in
///     let rows = try await connection.query("SELECT id, owner FROM account WHERE region = \(region)")
///     for try await (id, owner) in rows.decode(UInt64.self, String.self) { … }
/// }
/// ```
///
/// Commands run one at a time, in the order of asking. An error of the server leaves the connection usable; every other
/// error, a cancelled task and a missed deadline close it.
public final actor MySQLConnection {
    /// What the server told about itself and the connection.
    public nonisolated let server: ServerInformation
    nonisolated let channel: any Channel
    let limits: Limits
    let layout: PacketLayout
    let boundPump: NIOLoopBound<PacketPump>
    let turns: NIOLoopBound<TurnQueue>
    lazy var source = PacketSource(boundPump, channel: channel)
    /// The command whose answer is read, or was read last.
    var conversation: Conversation?
    var lastTicket: UInt64 = 0
    /// Statements that the server is told to forget before the next command.
    var statementsToClose: [UInt32] = []
    /// What the server said of the session with its last answer.
    public internal(set) var status: StatusFlags
    /// How far a dump is; nil where none was begun.
    var dump: DumpState?

    /// The event loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe channel.eventLoop.executor.asUnownedSerialExecutor()
    }

    /// Takes a socket on which a user was authenticated.
    init(_ session: AuthenticatedSession, limits: Limits) {
        server = session.server
        channel = session.channel
        boundPump = session.pump
        turns = session.turns
        layout = session.layout
        status = session.status
        self.limits = limits
    }

    deinit {
        channel.triggerUserOutboundEvent(SocketEdge.CloseNow(), promise: nil)
    }

    /// Whether a transaction is open, as the server said with its last answer.
    public var isInTransaction: Bool { status.contains(.inTransaction) }

    /// Waits until no other command has the connection.
    func takeTurn() async throws(MySQLError) {
        guard !Task.isCancelled else { throw MySQLError(.cancelled, outcome: .notSent) }
        let queue = turns.value
        guard !queue.takeIfFree() else { return }
        let id = queue.makeID()
        let hasTurn = await withTaskCancellationHandler {
            // Naming the connection keeps this on its event loop; the bound queue traps if that were ever not so.
            await withCheckedContinuation(isolation: self) { self.turns.value.wait($0, id: id) }
        } onCancel: { [channel, turns] in
            channel.eventLoop.execute { turns.value.giveUp(id) }
        }
        guard hasTurn else { throw MySQLError(.cancelled, outcome: .notSent) }
    }

    /// Lets the next command have the connection.
    func passTurn() { turns.value.pass() }

    /// Makes sure that a command can be sent: finishes what was left unread, and hears what the server said unasked.
    func makeReady() async throws(MySQLError) {
        source.outcome = .notSent
        guard dump == nil else { throw MySQLError(.connectionBusy, outcome: .notSent, detail: "it streams a binlog") }
        if let conversation, conversation.place != .over {
            try await drain(conversation)
        }
        source.outcome = .notSent
        guard source.hasArrival else { return }
        // What a server says unasked is why it is about to close: too long idle, killed, shut down.
        source.stage = ""
        let packet = try await source.next()
        guard packet.bytes.count > 0, packet.bytes[0] == 0xff else {
            let byte = packet.bytes.count > 0 ? packet.bytes[0] : 0
            throw source.error(ProtocolViolation(.unexpectedPacket(firstByte: byte), in: "before any command"))
        }
        let error: MySQLError
        do throws(ProtocolViolation) {
            error = source.error(
                try decoding(packet.bytes, in: "error") { reader throws(WireError) in try ErrorPacket(from: &reader) }
            )
        } catch {
            throw source.error(error)
        }
        source.pump.abort(.closed)
        throw error
    }

    /// Sends one command, behind those that make the server forget statements.
    func send(_ payload: [UInt8], turn: PacketSplitter.Turn = .answer) {
        source.dropBatch()
        for id in statementsToClose {
            var writer = WireWriter()
            StatementCloseCommand(statementID: id).encode(into: &writer)
            source.pump.write(writer.bytes, sequence: 0, turn: turn, isNewCommand: true)
        }
        statementsToClose.removeAll()
        source.pump.write(payload, sequence: 0, turn: turn, isNewCommand: true)
        source.pump.flush()
        source.outcome = .mayHaveRun
    }

    /// Reads and drops what is left of a command's answers, up to the limit.
    private func drain(_ conversation: Conversation) async throws(MySQLError) {
        lastTicket += 1
        conversation.ticket = lastTicket
        var droppedBytes = 0
        while conversation.place != .over {
            if conversation.place == .between { conversation.beginNextAnswer(ticket: lastTicket) }
            let packet: PacketSource.Packet
            packet = try await source.next()
            droppedBytes += packet.range.count + PacketHeader.size
            guard droppedBytes <= limits.maximumDrainedBytes else {
                source.pump.abort(.closed)
                throw MySQLError(
                    .connectionClosed,
                    outcome: .notSent,
                    detail:
                        "an earlier result was not read to its end, and more than \(limits.maximumDrainedBytes) bytes "
                        + "(maximumDrainedBytes) of it were left",
                    statement: conversation.statement
                )
            }
            switch conversation.received(packet.bytes) {
            case .more, .row, .moved, .failed: break
            case .refuseFile: sendEmptyPacket()
            case .violated(let violation): throw source.error(violation)
            }
        }
        finish(conversation)
    }

    /// Answers the request for a file with nothing.
    func sendEmptyPacket() {
        source.pump.write([], sequence: source.pump.sequence, turn: .answer, isNewCommand: false)
        source.pump.flush()
    }

    /// Ends what goes with a command.
    func finish(_ conversation: Conversation) {
        conversation.deadline?.cancel()
        status = conversation.end.status
        source.outcome = .notSent
        source.stage = ""
        source.pump.becameIdle()
    }
}
