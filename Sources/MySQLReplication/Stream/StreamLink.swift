// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import NIOCore

/// A stream's connections, one after the other.
///
/// There is never more than one: the old one is closed before a new one is made.
struct StreamLink: ~Copyable {
    private let source: BinlogSource
    private let loop: any EventLoop
    private var replica: ReplicaIdentity?
    private var session: StreamSession?
    /// Where the stream begins.
    let start: ResumePoint
    private var intake: StreamIntake
    /// Failed attempts since the stream got anywhere: behind another transaction, or to a source with nothing to say.
    private var failures = 0
    /// Where the stream stood when the connection was lost last.
    private var interrupted: BinlogFilePosition?
    private var acknowledged: BinlogFilePosition?
    private var descriptions: TableDescriptions?
    /// The server that the dump comes from.
    private var server: SourceIdentity

    /// Connects for the first time, on `loop` as each time.
    init(_ source: BinlogSource, on loop: any EventLoop) async throws(ReplicationError) {
        var replica: ReplicaIdentity?
        let opening: StreamOpening
        do throws(ReplicationError) {
            opening = try await StreamOpening(source, on: loop, as: &replica, from: source.start)
        } catch {
            throw error.at(nil, source: source.address)
        }
        start = opening.plan.resumePoint
        // What a stream that is resumed shows between transactions, the one before has shown.
        var known: BinlogFilePosition?
        if case .resume(let point) = source.start, point.source == start.source { known = point.file }
        source.options.notices?(.began(start.file, start.source))
        self.source = source
        self.loop = loop
        self.replica = replica
        session = opening.session
        server = start.source
        intake = StreamLink.intake(source.options, opening, known: known, files: [])
    }

    private static func intake(
        _ options: BinlogSource.Options,
        _ opening: StreamOpening,
        known: BinlogFilePosition?,
        files: [String]
    ) -> StreamIntake {
        var taking = StreamIntake.Options()
        taking.heldBytes = options.heldBytes
        taking.folder = options.temporaryFolder
        taking.skip = opening.plan.skip
        taking.known = known
        taking.files = files
        return StreamIntake(BoundaryScanner(checksum: opening.checksum), options: taking)
    }

    /// Gives what is ready to whoever hands it over.
    mutating func load(_ cursor: inout EventCursor) {
        let (events, completed) = intake.takeReady()
        cursor.load(events, completed, files: intake.files)
    }

    /// Tells how the connection fares.
    func notify(_ notice: StreamNotice) { source.options.notices?(notice) }

    /// Waits until something is ready, connecting again where the connection is lost.
    mutating func receive(_ progress: inout StreamProgress) async throws(ReplicationError) -> Received {
        while true {
            do throws(ReplicationError) {
                return try await receive(behind: progress.resumePoint.file)
            } catch {
                await close()
                guard error.isRetryable else { throw error.at(progress.resumePoint.file, source: source.address) }
                try await reconnect(after: error, &progress)
            }
        }
    }

    /// Ends the connections.
    mutating func close() async {
        if let session {
            self.session = nil
            await session.close()
        }
        await forgetDescriptions()
    }

    private mutating func forgetDescriptions() async {
        if let descriptions = descriptions.take() { await descriptions.close() }
    }

    /// A table whose map stands at `place`, with what the source tells of its columns and its primary key.
    ///
    /// A lost connection is made again, as the policy says.
    mutating func described(
        _ table: TableMap,
        at place: BinlogFilePosition
    ) async throws(ReplicationError) -> TableMap {
        var attempts = 0
        while true {
            do throws(ReplicationError) {
                if descriptions == nil { descriptions = try await TableDescriptions(source, of: server) }
                // Nothing else holds it meanwhile, so that it can be changed.
                guard var current = descriptions.take() else { return table }
                let described: TableMap
                do throws(ReplicationError) {
                    described = try await current.described(table, at: place)
                } catch {
                    descriptions = consume current
                    throw error
                }
                descriptions = consume current
                return described
            } catch {
                guard error.isRetryable, let delay = source.options.resumePolicy.delay(afterFailures: attempts) else {
                    throw error.at(place, source: source.address)
                }
                attempts += 1
                await forgetDescriptions()
                source.options.notices?(.interrupted(error, attempt: attempts, delay: delay))
                try await StreamLink.sleep(delay, at: place)
            }
        }
    }

    /// Takes note of a statement at `place`.
    mutating func note(_ statement: StatementSummary, at place: BinlogFilePosition) {
        guard !statement.changes.isEmpty else { return }
        descriptions?.note(statement, at: place)
    }

    private static func sleep(_ delay: Duration, at place: BinlogFilePosition) async throws(ReplicationError) {
        do {
            try await Task.sleep(for: delay)
        } catch {
            throw ReplicationError(.cancelled, "the task was cancelled", at: place, underlying: error)
        }
    }

    private mutating func receive(behind place: BinlogFilePosition) async throws(ReplicationError) -> Received {
        guard let session else { return .end }
        if source.options.acknowledges, let asked = intake.acknowledgement, asked != acknowledged {
            try await session.acknowledge(asked)
            acknowledged = asked
        }
        while true {
            guard let packets = try await session.next() else {
                guard source.options.stopsAtEnd else { throw StreamSession.ended(at: place) }
                return .end
            }
            try intake.add(packets)
            guard intake.hasReady || intake.idle != nil else { continue }
            guard !intake.hasReady, let place = intake.idle else { return .events }
            failures = 0
            return .idle(place)
        }
    }

    /// Connects until it works, or until the policy has enough.
    private mutating func reconnect(
        after first: ReplicationError,
        _ progress: inout StreamProgress
    ) async throws(ReplicationError) {
        var error = first
        let place = progress.resumePoint.file
        // What a source says of itself before it hangs up again is no progress, or there would be no end of it.
        if interrupted != place { failures = 0 }
        interrupted = place
        while true {
            guard let delay = source.options.resumePolicy.delay(afterFailures: failures) else {
                throw error.at(place, source: source.address)
            }
            failures += 1
            source.options.notices?(.interrupted(error, attempt: failures, delay: delay))
            try await StreamLink.sleep(delay, at: place)
            do throws(ReplicationError) {
                return try await resume(&progress)
            } catch let failed {
                guard failed.isRetryable else { throw failed.at(place, source: source.address) }
                error = failed
            }
        }
    }

    private mutating func resume(_ progress: inout StreamProgress) async throws(ReplicationError) {
        let before = progress.resumePoint
        let opening = try await StreamOpening(source, on: loop, as: &replica, from: .resume(before))
        let point = opening.plan.resumePoint
        let isSame = before.source == point.source
        session = opening.session
        intake = StreamLink.intake(source.options, opening, known: isSame ? before.file : nil, files: intake.files)
        acknowledged = nil
        progress.resumePoint = point
        server = point.source
        if !isSame { source.options.notices?(.sourceChanged(from: before.source, to: point.source)) }
        source.options.notices?(.resumed(point.file, point.source))
    }
}
