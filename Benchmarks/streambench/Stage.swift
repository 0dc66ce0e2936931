// SPDX-License-Identifier: Apache-2.0

import BenchmarkHarness
import MySQLBinlog
import MySQLClient
import MySQLReplication
import MySQLTypes

/// What is done with a log that a server sends.
///
/// Time begins when the server is asked for the log and ends with its last event.
enum Stage: String, CaseIterable {
    /// Receives and throws away: the fastest that can be.
    case discard
    /// Every value of every event, checksums verified.
    case stream
    /// The same by whole transactions.
    case transactions

    /// Follows `log` to its end.
    func run(_ log: ServerLog, _ size: WorkloadSize, _ arguments: Arguments) async throws -> Sample {
        PeakMemory.reset()
        switch self {
        case .discard:
            var client = try DiscardClient(port: arguments.port, user: arguments.user)
            // Each event comes in a packet with a header of 4 bytes and a status of 1.
            let count = size.bytes - 4 + 5 * size.outerEvents
            let start = (cpu: Clock.process(), wall: Clock.wall())
            _ = try client.discard(file: log.name, count: count)
            return sample(since: start)
        case .stream: return try await follow(log, size, arguments, Stage.readValues)
        case .transactions: return try await follow(log, size, arguments, Stage.readTransactions)
        }
    }

    private func sample(since start: (cpu: Double, wall: Double)) -> Sample {
        Sample(cpu: Clock.process() - start.cpu, wall: Clock.wall() - start.wall, peakBytes: PeakMemory.bytes())
    }

    private func follow(
        _ log: ServerLog,
        _ size: WorkloadSize,
        _ arguments: Arguments,
        _ read: (inout BinlogEventStream, Int) async throws -> Void
    ) async throws -> Sample {
        var connection = MySQLConnection.Configuration(
            .tcp(host: "127.0.0.1", port: arguments.port),
            as: Credentials(user: arguments.user)
        )
        connection.tls = .disabled
        let place = BinlogFilePosition(file: log.name, offset: 4)
        return try await BinlogSource(connection, from: .file(place)).withEvents { events in
            let start = (cpu: Clock.process(), wall: Clock.wall())
            try await read(&events, size.bytes)
            return sample(since: start)
        }
    }

    private static func readValues(_ events: inout BinlogEventStream, upTo end: Int) async throws {
        var sum = ValueSum()
        while try await events.receive() != .end {
            while let event = try events.next() {
                if let rows = event.rows { try rows.visit(&sum) }
                if !event.isInner, event.position + UInt64(event.header.length) >= end { return }
            }
        }
    }

    private static func readTransactions(_ events: inout BinlogEventStream, upTo end: Int) async throws {
        var sum = ValueSum()
        var assembler = TransactionAssembler()
        // What follows the last transaction is no part of any: the rotation to the next file, which takes less than this.
        let rotation: UInt64 = 64
        while try await events.receive() != .end {
            while let transaction = try assembler.next(from: &events) {
                while let event = try assembler.nextEvent(from: &events) {
                    if let rows = event.rows { try rows.visit(&sum) }
                }
                if transaction.end.offset + rotation >= end { return }
            }
        }
    }
}
