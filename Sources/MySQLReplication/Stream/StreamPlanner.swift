// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLTypes

/// Works out how a dump is asked for, by what the server has and is.
struct StreamPlanner {
    let source: BinlogSource
    let server: ServerProfile
    let connection: MySQLConnection

    /// How to begin at `start`.
    func plan(from start: StartPosition) async throws(ReplicationError) -> StreamPlan {
        switch start {
        case .now: return try await planFromNow()
        case .earliest:
            guard let first = try await server.binaryLogs(connection).earliest else {
                throw ReplicationError.noLogs(source.address)
            }
            return try await plan(behind: first)
        case .file(let place): return try await plan(behind: place)
        case .after(let executed):
            guard !server.dialect.isMariaDB else {
                throw ReplicationError.usage("\(source.address) is MariaDB, whose GTIDs are written as 0-1-100")
            }
            return plan(behind: .mysql(executed), at: BinlogFilePosition(file: ""))
        case .afterMariaDB(let position):
            guard server.dialect.isMariaDB else {
                throw ReplicationError.usage("\(source.address) is MySQL, whose GTIDs are written as UUID:1-100")
            }
            return plan(behind: .mariaDB(position), at: BinlogFilePosition(file: ""))
        case .time(let time): return try await plan(at: time)
        case .resume(let point): return try await plan(from: point)
        }
    }

    private func planFromNow() async throws(ReplicationError) -> StreamPlan {
        let status = try await server.binaryLogStatus(connection)
        // The set alone says what is old: it was read after the place, so that a transaction may stand behind the place and be
        // in the set.
        if server.logsEveryGTID {
            let executed = try await server.gtidSets(connection).executed
            return plan(behind: .mysql(executed), at: status.position)
        }
        return try await plan(behind: status.position)
    }

    private func plan(behind place: BinlogFilePosition) async throws(ReplicationError) -> StreamPlan {
        var executed: ExecutedGTIDs?
        if server.dialect.isMariaDB, let position = try await gtidPosition(of: place) { executed = .mariaDB(position) }
        let plan = StreamPlan(behind: place, of: server, executed: executed)
        try await refuseBeyondEnd(plan)
        return plan
    }

    /// Refuses an offset that we go to by ourselves and that the file does not reach: the source would not, and what it writes
    /// before that offset would be left out.
    private func refuseBeyondEnd(_ plan: StreamPlan) async throws(ReplicationError) {
        guard case .offset(let offset)? = plan.skip else { return }
        let name = plan.resumePoint.file.file
        let file = try await server.binaryLogs(connection).files.first { $0.name == name }
        guard let file, file.size < offset else { return }
        let message = "\(name) has \(file.size) bytes, and was to be read from \(offset) on"
        throw ReplicationError(DumpError(cause: .positionBeyondEnd(file: name), number: 1236, message: message))
    }

    private func plan(behind executed: ExecutedGTIDs, at place: BinlogFilePosition) -> StreamPlan {
        let point = ResumePoint(source: server.identity, file: place, executed: executed)
        return switch executed {
        case .mysql(let set): StreamPlan(.mysql(set), from: point)
        case .mariaDB(let position): StreamPlan(.mariaDB(position), from: point)
        }
    }

    /// The transactions before a place in a log of MariaDB; nil where the server does not know the place.
    private func gtidPosition(of place: BinlogFilePosition) async throws(ReplicationError) -> MariaDBGTIDPosition? {
        let name = SQLText.literal(place.file)
        do throws(StatementFailure) {
            let answer = try await connection.answer(to: "SELECT BINLOG_GTID_POS(\(name), \(place.offset))")
            guard let text = answer.value(0, 0) else {
                // The function takes 32 bits of an offset, and the end of an event.
                return tellUnknown(
                    place,
                    place.offset > UInt64(UInt32.max)
                        ? "the source tells none beyond 4 GiB" : "the source knows no such place"
                )
            }
            do throws(GTIDSyntaxError) {
                return try MariaDBGTIDPosition(text)
            } catch {
                return tellUnknown(place, "the source's answer cannot be read: \(error)")
            }
        } catch {
            guard error.isUnknownWording else { throw error.error("asking for the GTIDs at \(place)") }
            return tellUnknown(place, "the source has no function for it: \(error.message)")
        }
    }

    private func tellUnknown(_ place: BinlogFilePosition, _ reason: String) -> MariaDBGTIDPosition? {
        source.options.notices?(.gtidsUnknown(at: place, reason: reason))
        return nil
    }

    private func plan(from point: ResumePoint) async throws(ReplicationError) -> StreamPlan {
        // What marks a place of one server marks none of another.
        let mark = point.source == server.identity ? point.mark : nil
        if point.source == server.identity {
            try await StreamWitness(source: source, server: server, connection: connection).refuseStranger(point)
        } else {
            try await refuseUnlessComplete(point)
        }
        if let executed = point.executed, server.dialect.isMariaDB || server.logsEveryGTID {
            var plan = plan(behind: executed, at: point.file)
            plan.resumePoint.mark = mark
            return plan
        }
        var plan = StreamPlan(behind: point.file, of: server, executed: point.executed)
        try await refuseBeyondEnd(plan)
        plan.resumePoint.mark = mark
        return plan
    }

    /// Another server may go on only where it has all that was handed over.
    private func refuseUnlessComplete(_ point: ResumePoint) async throws(ReplicationError) {
        let both = "\(server.identity), where the stream came from \(point.source)"
        guard point.source.isMariaDB == server.identity.isMariaDB else {
            throw ReplicationError.wrongServer(
                "\(source.address) is \(both)",
                "check the address; another family's server is followed from a start of its own, with a resume file of its own"
            )
        }
        switch point.executed {
        case .mysql(let executed)? where server.logsEveryGTID:
            let missing = executed.subtracting(try await server.gtidSets(connection).executed)
            guard missing.isEmpty else {
                throw ReplicationError.wrongServer(
                    "\(source.address) is \(both), and it lacks \(missing)",
                    "it lost transactions in a failover, or it belongs to another topology; compare the data before going on"
                )
            }
        // The source itself refuses a position that is not its own.
        case .mariaDB?: break
        default:
            throw ReplicationError.wrongServer(
                "\(source.address) is \(both), and files and positions mean nothing to another server",
                "turn gtid_mode on, so that a stream can go on elsewhere; or begin anew with a position of this server"
            )
        }
    }

    private func plan(at time: UInt32) async throws(ReplicationError) -> StreamPlan {
        let files = try await server.binaryLogs(connection).files
        var search = TimeSearch(among: files.count, before: time)
        while let question = search.question {
            search.answer(begun: try await LogHead.begun(files[question].name, source, server))
        }
        guard let found = search.result else { throw ReplicationError.noLogs(source.address) }
        var plan = try await plan(behind: BinlogFilePosition(file: files[found].name))
        plan.skip = .before(time)
        return plan
    }
}

extension ReplicationError {
    static func usage(_ message: String) -> ReplicationError { ReplicationError(.usage, message) }

    static func noLogs(_ address: String) -> ReplicationError {
        ReplicationError(
            .serverConfiguration,
            "\(address) has no binary log",
            advice: "turn it on (log_bin), or connect to the server that writes"
        )
    }

    static func wrongServer(_ message: String, _ advice: String?) -> ReplicationError {
        ReplicationError(.wrongServer, message, advice: advice)
    }
}
