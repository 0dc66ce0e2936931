// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLProtocol
import MySQLTypes
import MySQLWire

/// A connection whose dump is under way.
struct StreamSession: Sendable {
    let connection: MySQLConnection
    /// After how much silence the connection counts as lost.
    let silenceLimit: Duration

    /// The next packets; nil where the source said that there are no more.
    func next() async throws(ReplicationError) -> PacketBatch? {
        do throws(MySQLError) {
            return try await connection.nextDumpBatch(timeout: silenceLimit)
        } catch {
            guard error.code == .deadlineExceeded else { throw ReplicationError(duringDump: error) }
            let message = "the connection was lost: nothing came within \(silenceLimit), not even a heartbeat"
            throw ReplicationError(.connection, message, underlying: error)
        }
    }

    /// Tells a source with semi-synchronous replication that everything up to `place` has come.
    func acknowledge(_ place: BinlogFilePosition) async throws(ReplicationError) {
        var writer = WireWriter()
        SemiSyncReply(place).encode(into: &writer)
        do throws(MySQLError) {
            try await connection.sendDuringDump(writer.bytes)
        } catch {
            throw ReplicationError(duringDump: error)
        }
    }

    /// Ends the connection, whatever is under way.
    func close() async {
        await connection.close()
    }

    /// A source that waits for changes has no reason to say that there are none: it shuts down, or our thread was killed.
    static func ended(at place: BinlogFilePosition) -> ReplicationError {
        ReplicationError(
            .connection,
            "the source ended the stream: it shuts down, or the dump's thread was killed",
            at: place
        )
    }
}

extension ReplicationError {
    /// What it means that an event of a dump cannot be followed.
    init(duringScan error: BinlogError, at place: BinlogFilePosition) {
        if case .outOfStep = error.kind {
            // The source and we disagree on where we are; a new connection begins where both know.
            self.init(.connection, "\(error)", at: place, underlying: error)
        } else {
            self.init(.decoding, "\(error)", at: place, underlying: error)
        }
    }

    /// What a failure of the connection during a dump means.
    init(duringDump error: MySQLError) {
        if let report = error.server {
            self.init(DumpError(number: report.number, sqlState: report.sqlState, message: report.message))
        } else {
            self.init(connecting: error)
        }
        underlying = error
    }

    /// What a failure of the connection outside of a dump means.
    init(connecting error: MySQLError) {
        if error.code == .cancelled {
            self.init(.cancelled, "the task was cancelled", underlying: error)
        } else if let report = error.server {
            self.init(DumpError(number: report.number, sqlState: report.sqlState, message: report.message))
            // What keeps an account out is known better by those who log in.
            if [.accessDenied, .other].contains(dump?.cause) { advice = error.advice ?? advice }
            underlying = error
        } else {
            self.init(
                ReplicationError.passing.contains(error.code) ? .connection : .refusedByServer,
                error.sentence,
                advice: error.code == .connectionLost ? nil : error.advice,
                underlying: error
            )
        }
    }

    /// Failures that a new connection can mend.
    ///
    /// Whether a command was done does not matter here: a stream begins anew where its events were used.
    private static let passing: Set<MySQLError.Code> = [
        .unknownHost, .connectionRefused, .unreachable, .socketNotFound, .connectTimeout, .connectionLost,
        .connectionClosed,
        .deadlineExceeded, .tlsFailed,
    ]
}
