// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire
import NIOCore

extension MySQLConnection {
    /// Sends the command that begins a dump; from here on the connection takes nothing but the calls of a dump.
    ///
    /// - Parameter command: the content of a COM_BINLOG_DUMP or COM_BINLOG_DUMP_GTID packet.
    /// - Throws: an error of the connection; what the server thinks of the command comes with the first batch.
    package func beginDump(_ command: [UInt8]) async throws(MySQLError) {
        try await takeTurn()
        defer { passTurn() }
        try await makeReady()
        send(command, turn: .dump)
        dump = .streaming
        source.stage = "streaming"
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
        let deadline = source.pump.hasArrival ? nil : source.deadline(in: timeout)
        defer { deadline?.cancel() }
        do throws(MySQLError) {
            return try cut(try await source.nextBatch())
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

    /// The events of a batch, without the packet that ends the dump; what that says is noted.
    private func cut(_ batch: PacketBatch) throws(MySQLError) -> PacketBatch? {
        var position = 0
        var count = 0
        while true {
            let start = position
            guard let range = batch.payload(at: &position) else { return batch }
            let payload = batch.buffer.readableBytesUInt8Span.extracting(range)
            if payload.count > 0, payload[0] == 0 {
                count += 1
                continue
            }
            dump = end(payload)
            if count > 0 {
                let events = batch.buffer.getSlice(at: batch.buffer.readerIndex, length: start) ?? ByteBuffer()
                return PacketBatch(frames: events, count: count)
            }
            if case .failed(let error) = dump { throw error }
            return nil
        }
    }

    /// What a packet that is no event says.
    ///
    /// Source: MySQL 9.7 manual, "COM_BINLOG_DUMP"; the end is the classic EOF packet, whatever was negotiated.
    private func end(_ payload: Span<UInt8>) -> DumpState {
        let first = payload.count > 0 ? payload[0] : 0
        if first == 0xfe, payload.count < 9 { return .ended }
        guard first == 0xff else {
            return .failed(source.error(ProtocolViolation(.unexpectedPacket(firstByte: first), in: "binlog dump")))
        }
        do throws(ProtocolViolation) {
            let report = try decoding(payload, in: "binlog dump") { reader throws(WireError) in
                try ErrorPacket(from: &reader)
            }
            return .failed(source.error(report))
        } catch {
            return .failed(source.error(error))
        }
    }
}
