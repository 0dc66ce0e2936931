// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire
import NIOCore

extension MySQLConnection {
    /// Sends the command that begins a dump; from here on the connection takes nothing but the calls of a dump.
    ///
    /// - Parameters:
    ///   - command: the content of a COM_BINLOG_DUMP or COM_BINLOG_DUMP_GTID packet.
    ///   - acknowledges: whether the server was told that we take part in semi-synchronous replication.
    /// - Throws: an error of the connection; what the server thinks of the command comes with the first batch.
    package func beginDump(_ command: [UInt8], acknowledges: Bool = false) async throws(MySQLError) {
        try await takeTurn()
        defer { passTurn() }
        try await makeReady()
        send(command, turn: .dump(acknowledges: acknowledges))
        dump = .streaming
        source.stage = "streaming"
    }

    /// Registers as a replica, so that the source lists us.
    ///
    /// - Throws: an error of the server (1227 without REPLICATION SLAVE) or of the connection.
    package func registerReplica(serverID: UInt32) async throws(MySQLError) {
        var writer = WireWriter()
        RegisterReplicaCommand(serverID: serverID, host: "").encode(into: &writer)
        try await askForOK(writer.bytes, timeout: nil)
    }

    /// The next events, each with its status byte in front; waits for them.
    ///
    /// Cancelling the task closes the socket at once.
    ///
    /// - Parameter timeout: the longest to wait; the connection is closed then. Nil for no limit.
    /// - Returns: whole packets; nil if the server said that it is done.
    /// - Throws: ``MySQLError/Code/server`` for an error of the server, ``MySQLError/Code/connectionLost`` if the socket
    ///   was closed, and other errors of the connection.
    package func nextDumpBatch(timeout: Duration? = nil) async throws(MySQLError) -> PacketBatch? {
        try await takeTurn()
        defer { passTurn() }
        switch dump {
        case .streaming: break
        case .ended: return nil
        case .failed(let error): throw error
        case nil: preconditionFailure("nextDumpBatch() without beginDump(_:)")
        }
        do throws(MySQLError) {
            let batch = try await source.nextBatch(timeout: timeout)
            return try isOfEvents(batch) ? batch : nil
        } catch {
            dump = .failed(error)
            throw error
        }
    }

    /// Sends a packet with number 0 while events stream, such as the acknowledgement of semi-synchronous replication.
    ///
    /// - Throws: an error if the connection is closed.
    package func sendDuringDump(_ payload: [UInt8]) async throws(MySQLError) {
        precondition(dump != nil, "sendDuringDump(_:) without beginDump(_:)")
        guard !source.pump.isEnded else {
            throw MySQLError(.connectionLost, outcome: .notSent, detail: "while streaming")
        }
        source.pump.acknowledged()
        source.pump.write(payload, sequence: 0, turn: nil, isNewCommand: false)
        source.pump.flush()
    }

    /// Whether a batch holds events; the packet that ends a dump comes alone, and what it says is noted.
    private func isOfEvents(_ batch: PacketBatch) throws(MySQLError) -> Bool {
        var position = 0
        let bytes = batch.buffer.readableBytesUInt8Span
        guard batch.count == 1, let range = batch.payload(in: bytes, at: &position) else { return true }
        let end: DumpState
        do throws(ProtocolViolation) {
            switch try DumpPacket(bytes.extracting(range), isSemiSync: batch.isSemiSync) {
            case .event: return true
            case .endOfFile: end = .ended
            case .error(let report): end = .failed(source.error(report))
            }
        } catch {
            end = .failed(source.error(error))
        }
        dump = end
        if case .failed(let error) = end { throw error }
        return false
    }
}
