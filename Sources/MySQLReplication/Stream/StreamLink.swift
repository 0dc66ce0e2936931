// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLTypes
import NIOCore

/// A stream's connections, one after the other, and where they stand.
///
/// There is never more than one: the old one is closed before a new one is made.
struct StreamLink: ~Copyable {
    private let source: BinlogSource
    private let replica: ReplicaIdentity
    private var session: StreamSession?
    private var intake: StreamIntake
    /// Where to go on.
    private(set) var resumePoint: ResumePoint
    /// Failed attempts since something was last received.
    private var failures = 0
    private var acknowledged: BinlogFilePosition?

    /// Takes a session that has begun.
    init(_ source: BinlogSource, _ replica: ReplicaIdentity, _ opening: consuming StreamOpening) {
        self.source = source
        self.replica = replica
        resumePoint = opening.resumePoint
        session = opening.session
        intake = opening.takeIntake()
    }

    /// The name of a file by its number in entries.
    func file(_ number: Int) -> String {
        intake.files.indices.contains(number) ? intake.files[number] : resumePoint.file.file
    }

    /// What is ready to be handed over.
    mutating func takeReady() -> (events: [ReadyEvents], completed: [TransactionIdentity?]) {
        intake.takeReady()
    }

    /// Everything up to `place` was used; `gtid` is that of the transaction that ends there.
    mutating func settled(_ place: BinlogFilePosition, _ gtid: TransactionIdentity?) {
        resumePoint.file = place
        guard let gtid else { return }
        resumePoint.executed?.insert(gtid)
    }

    /// A file begins in which `executed` came before.
    mutating func fileBegins(behind executed: ExecutedGTIDs) {
        switch (resumePoint.executed, executed) {
        case (nil, _): resumePoint.executed = executed
        case (.mysql(let ours), .mysql(let theirs)):
            let missing = theirs.subtracting(ours)
            guard !missing.isEmpty else { return }
            // What was purged by hand is never sent, and a source that takes our set for complete needs it in there.
            source.options.notices?(.neverSent(missing))
            resumePoint.executed = .mysql(ours.union(missing))
        default: break
        }
    }

    /// Waits until something is ready, connecting again where the connection is lost.
    mutating func receive() async throws(ReplicationError) -> Received {
        while true {
            do throws(ReplicationError) {
                return try await receiveOnce()
            } catch {
                await close()
                guard error.isRetryable else { throw error.at(resumePoint.file, source: source.address) }
                try await reconnect(after: error)
            }
        }
    }

    /// Ends the connection.
    mutating func close() async {
        guard let session else { return }
        self.session = nil
        await session.close()
    }

    private mutating func receiveOnce() async throws(ReplicationError) -> Received {
        guard let session else { return .end }
        if let place = intake.acknowledgement, place != acknowledged, source.options.acknowledges {
            try await session.acknowledge(place)
            acknowledged = place
        }
        while true {
            guard let packets = try await session.next() else {
                guard source.options.stopsAtEnd else { throw StreamSession.ended(at: resumePoint.file) }
                return .end
            }
            try intake.add(packets)
            failures = 0
            if intake.hasReady { return .events }
            if let place = intake.idle { return .idle(place) }
        }
    }

    /// Connects until it works, or until the policy has enough.
    private mutating func reconnect(after first: ReplicationError) async throws(ReplicationError) {
        var error = first
        while true {
            guard let delay = source.options.resumePolicy.delay(afterFailures: failures) else {
                throw error.at(resumePoint.file, source: source.address)
            }
            failures += 1
            source.options.notices?(.interrupted(error, attempt: failures, delay: delay))
            do {
                try await Task.sleep(for: delay)
            } catch {
                throw ReplicationError(.cancelled, "the task was cancelled", at: resumePoint.file)
            }
            do throws(ReplicationError) {
                var opening = try await StreamSession.open(source, as: replica, from: .resume(resumePoint))
                if opening.resumePoint.source != resumePoint.source {
                    source.options.notices?(.sourceChanged(from: resumePoint.source, to: opening.resumePoint.source))
                }
                resumePoint = opening.resumePoint
                session = opening.session
                intake = opening.takeIntake()
                acknowledged = nil
                source.options.notices?(.resumed(resumePoint.file, resumePoint.source))
                return
            } catch let failed {
                guard failed.isRetryable else { throw failed.at(resumePoint.file, source: source.address) }
                error = failed
            }
        }
    }
}
