// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Follows one server and writes its changes.
struct LiveTail: Sendable {
    private let source: LiveSource
    private let options: Options
    private let stop: StopRule
    private let streamOptions: BinlogSource.Options
    private let filter: EventFilter
    private let target: OutputTarget
    private let keeper: ResumeKeeper?
    private let notices: LiveNotices

    /// Takes a server and options that were checked.
    init(_ source: LiveSource, _ options: Options, to target: OutputTarget) throws {
        self.source = source
        self.options = options
        self.target = target
        stop = try options.stopRule()
        var filter = try options.filter()
        // Streams find the time by themselves.
        filter.start = nil
        self.filter = filter
        keeper = source.resumeFile.map { ResumeKeeper($0, target: target, ownsOutput: source.label == nil) }
        var stream = try options.streamOptions()
        let notices = LiveNotices(label: source.label, isVerbose: options.verbose > 0)
        stream.notices = { notices.tell($0) }
        self.notices = notices
        streamOptions = stream
    }

    /// Follows to the end, which may never come; a cancelled task ends behind a whole transaction.
    func run() async -> LiveEnd {
        await withTaskGroup(of: Void.self) { group in
            if let keeper { group.addTask(priority: nil) { await keeper.run() } }
            let end = await follow()
            group.cancelAll()
            return end
        }
    }

    private func follow() async -> LiveEnd {
        var progress = Progress()
        do {
            let start: StartPosition
            progress.branches = PreparedBranches(source.record?.branches ?? HeldBranches())
            notices.tell(inDoubt: progress.branches.held, at: "where the last run stopped")
            if let record = source.record, let file = source.resumeFile {
                start = .resume(try file.point(of: record))
            } else {
                start = source.start
            }
            let binlog = BinlogSource(source.connection, from: start, options: streamOptions)
            try await binlog.withEvents { stream in try await follow(&stream, &progress) }
            notices.tell(inDoubt: progress.branches.held, at: "where this run ends")
            return LiveEnd(reason: progress.reason, point: progress.point, skipped: progress.skipped)
        } catch {
            notices.tell(inDoubt: progress.branches.held, at: "where this run ends")
            var end = LiveEnd(reason: reason(of: error), point: progress.point, skipped: progress.skipped)
            // Who has read nothing goes on where they began.
            if case .failed = end.reason, progress.point == progress.start { end.point = nil }
            end.isSaved = !(error is ResumeFileError)
            return end
        }
    }

    /// How far following came.
    private struct Progress {
        var point: ResumePoint?
        var start: ResumePoint?
        var skipped = 0
        /// The XA transactions that are in doubt behind what was written.
        var branches = PreparedBranches()
        var reason = LiveEnd.Reason.finished
    }

    private func reason(of error: any Error) -> LiveEnd.Reason {
        switch error {
        case let error as ReplicationError: return error.code == .cancelled ? .stopped : .failed("\(error)")
        case FormatError.output(let error), let error as OutputError:
            if error.isClosedPipe { return .outputClosed }
            return .failed("the output cannot be written: \(SystemMessage.text(of: error.number))")
        case FormatError.event(let error): return .failed("\(error)")
        case FormatError.refused(let refusal): return .failed("\(refusal)")
        case FormatError.storage(let error): return .failed("\(error)")
        default: return .failed("\(error)")
        }
    }

    private func follow(_ stream: inout BinlogEventStream, _ progress: inout Progress) async throws {
        let label = source.label.map { options.lineLabel($0) }
        var printer = EventPrinter(options, filter: filter, to: target, label: label)
        var state = State(file: stream.file)
        // From here on the resume file and the output belong together, whenever we are ended.
        progress.point = stream.resumePoint
        progress.start = stream.resumePoint
        try keeper?.note(stream.resumePoint, inDoubt: progress.branches.held, transactions: 0)
        try keeper?.save()
        try printer.beginFile(state.file)
        state.isOver = stop.isMet(by: stream.resumePoint, seen: state.seen)
        do {
            receiving: while !state.isOver {
                switch try await receive(&stream) {
                case nil:
                    progress.reason = .stopped
                    break receiving
                case .end: state.isOver = true
                case .idle: state.isOver = isPast()
                case .events: try await write(&stream, &printer, &state, &progress.branches)
                }
                try printer.flush()
                try settle(stream.resumePoint, printer.transactionCount, &state, &progress)
                if !printer.isInTransaction, stop.isMet(by: stream.resumePoint, seen: state.seen) {
                    state.isOver = true
                }
                if Task.isCancelled, !state.isOver {
                    progress.reason = .stopped
                    state.isOver = true
                }
            }
        } catch {
            // What was understood is written before what was not is told.
            try printer.flush()
            throw error
        }
        progress.skipped = printer.skipped
        try printer.finish()
        try settle(stream.resumePoint, printer.transactionCount, &state, &progress)
        try keeper?.finish(at: stream.resumePoint, inDoubt: progress.branches.held)
    }

    private func receive(_ stream: inout BinlogEventStream) async throws -> Received? {
        do throws(ReplicationError) {
            return try await stream.receive()
        } catch {
            guard error.code == .cancelled else { throw error }
            return nil
        }
    }

    /// Notes how far the output has come, if that changed.
    private func settle(
        _ point: ResumePoint,
        _ transactions: Int,
        _ state: inout State,
        _ progress: inout Progress
    ) throws {
        guard point != progress.point else { return }
        progress.point = point
        try keeper?.note(point, inDoubt: progress.branches.held, transactions: transactions - state.transactions)
        state.transactions = transactions
    }

    /// What is known between events.
    private struct State {
        /// The file that the events stand in.
        var file: String
        var seen = SeenGTIDs()
        var isOver = false
        /// Transactions that the resume file was told of.
        var transactions = 0
    }

    /// Writes the events that were received.
    private func write(
        _ stream: inout BinlogEventStream,
        _ printer: inout EventPrinter,
        _ state: inout State,
        _ branches: inout PreparedBranches
    ) async throws {
        let hasGTIDs = stop.gtids != nil
        while true {
            if !printer.isInTransaction {
                // Between transactions is where all ends; what was written counts then.
                if Task.isCancelled {
                    stream.settle()
                    return
                }
                if hasGTIDs, stop.isMet(by: stream.resumePoint, seen: state.seen) {
                    state.isOver = true
                    stream.settle()
                    return
                }
            }
            guard try stream.advance() else { return }
            if stream.undescribedTable != nil { try await describe(&stream) }
            guard try writeNext(&stream, &printer, &state, &branches) else { return }
        }
    }

    /// Asks the server for the names of a table's columns.
    private func describe(_ stream: inout BinlogEventStream) async throws {
        guard let table = stream.undescribedTable else { return }
        do throws(ReplicationError) {
            try await stream.describeTables()
        } catch {
            let isUnknown = [.schemaChangedLater, .schemaUnknown, .schemaMismatch].contains(error.code)
            guard isUnknown, options.live.columnNames ?? .auto == .auto else { throw error }
            notices.tellNumbers(of: "\(table.database).\(table.table)", error)
        }
    }

    /// Writes the event at hand; false where it is one too many.
    private func writeNext(
        _ stream: inout BinlogEventStream,
        _ printer: inout EventPrinter,
        _ state: inout State,
        _ branches: inout PreparedBranches
    ) throws -> Bool {
        let isBetween = !printer.isInTransaction
        let file = stream.file
        if file != state.file {
            state.file = file
            try printer.beginFile(file)
        }
        let event = try stream.event()
        if isBetween, !event.isInner, stop.excludes(event, in: state.file) {
            state.isOver = true
            return false
        }
        try printer.take(event)
        branches.accept(event, file: state.file, gtid: printer.gtid)
        if stop.gtids != nil, !printer.isInTransaction, let gtid = printer.gtid { state.seen.insert(gtid) }
        return true
    }

    /// Whether the moment of `--stop-datetime` has passed, and the server has nothing of before it.
    private func isPast() -> Bool {
        guard let time = stop.time else { return false }
        return LocalTime.now >= UInt64(time)
    }
}
