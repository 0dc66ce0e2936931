// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import MySQLReplication
import MySQLTypes

extension Options {
    /// Whether servers are followed; else files are read.
    var isLive: Bool { files.isEmpty || connection.isGiven || live.isGiven }

    /// Refuses what cannot be meant of servers, or of files.
    func validateLive() throws {
        guard isLive else {
            if case .gtids = startPosition {
                throw ValidationError("--start-position takes GTIDs of MariaDB for servers only; a file takes bytes")
            }
            return
        }
        _ = try startPosition(for: files.first)
        _ = try stopRule()
        if let seconds = live.netTimeout, !(1...31_536_000).contains(seconds) {
            throw ValidationError("--replica-net-timeout takes seconds from 1 to 31536000, not \(seconds)")
        }
        guard !live.stopNever || !live.endsWithLog else {
            throw ValidationError("--stop-never and --stop-at-end exclude each other")
        }
        if let path = files.first(where: { $0.contains("/") || $0 == "-" }) {
            throw ValidationError(
                "'\(path)' is a file, and connection options ask for a server, whose logs have plain names"
            )
        }
        guard format != .undo || live.resumeFile == nil else {
            throw ValidationError(
                "--format undo writes when all was read, so there is nothing to resume: leave --resume-file out"
            )
        }
        guard statistics.stats == nil || live.resumeFile == nil else {
            throw ValidationError("--stats tells at the end what was counted in this run: leave --resume-file out")
        }
        try validateRaw()
        guard live.source.count > 1 else { return }
        guard files.isEmpty, stopPosition == nil, live.startGtid == nil, live.excludeGtids == nil else {
            throw ValidationError(
                "several sources have no position in common: leave log names, positions and GTIDs out"
            )
        }
        guard format.mixesSources else {
            throw ValidationError(
                "--format \(format.rawValue) writes one source; several can be mixed as text or json"
            )
        }
        guard Set(live.source).count == live.source.count else {
            throw ValidationError("a --source is given twice")
        }
    }

    private func validateRaw() throws {
        guard live.raw != nil else { return }
        let writesChanges =
            format != .text || statistics.stats != nil || summary || resultFile != nil || live.resumeFile != nil
        let chooses =
            !database.isEmpty || !include.isEmpty || !exclude.isEmpty || !TransactionGate(rowFilter).isOpen
            || !RowFilter(rowFilter).isOpen || !rowFilter.operation.isEmpty
        guard !writesChanges, !chooses else {
            throw ValidationError(
                "--raw keeps logs as they are: formats, filters, --resume-file and --result-file do not go with it"
            )
        }
        let begins =
            startPosition != nil || startDatetime != nil || live.startGtid != nil || live.excludeGtids != nil
            || live.from == .now
        guard !begins, stopPosition == nil, stopDatetime == nil, live.stopGtid == nil, files.count <= 1 else {
            throw ValidationError("--raw keeps whole files: name the log to begin with, or none, and no place in it")
        }
        guard live.source.count <= 1 else {
            throw ValidationError("--raw takes one --source: each log has a folder of its own")
        }
    }

    /// Where following a server begins.
    ///
    /// - Parameter file: The first log that is named.
    /// - Returns: The place; that of now where nothing says another.
    /// - Throws: What is wrong with the options.
    func startPosition(for file: String?) throws -> StartPosition {
        var starts: [StartPosition] = []
        if let name = live.from { starts.append(name == .now ? .now : .earliest) }
        if let text = live.startGtid { starts.append(try gtids(text, "--start-gtid").start) }
        if let text = live.excludeGtids { starts.append(try gtids(text, "--exclude-gtids").start) }
        if let time = try moment(startDatetime, "--start-datetime") { starts.append(.time(time)) }
        switch startPosition {
        case .gtids(let position):
            starts.append(.afterMariaDB(position))
            if file != nil {
                throw ValidationError("GTIDs in --start-position name a place by themselves; leave the log out")
            }
        case .offset(let offset):
            guard let file else {
                throw ValidationError("--start-position belongs to a log: name it, as SHOW BINARY LOGS lists it")
            }
            starts.append(.file(BinlogFilePosition(file: file, offset: max(offset, 4))))
        case nil: if let file { starts.append(.file(BinlogFilePosition(file: file))) }
        }
        guard starts.count <= 1 else {
            throw ValidationError(
                "a log name, --start-position, --start-gtid, --start-datetime and --from say where to begin: give one"
            )
        }
        return starts.first ?? .now
    }

    /// How a server is followed.
    func streamOptions() throws -> BinlogSource.Options {
        var stream = BinlogSource.Options()
        stream.serverID = live.serverID
        stream.stopsAtEnd = live.endsWithLog
        stream.decoder = try decoderOptions()
        // That format writes what mysqlbinlog does, which has no names.
        stream.describesTables = format.showsNames && live.columnNames != .off
        if let seconds = live.netTimeout {
            stream.silenceLimit = .seconds(seconds)
            // Three heartbeats fit in, so that one that is late ends nothing.
            stream.heartbeatPeriod = min(stream.heartbeatPeriod, stream.silenceLimit / 3)
        }
        return stream
    }

    /// Where following a server ends.
    func stopRule() throws -> StopRule {
        var rule = StopRule()
        rule.position = stopPosition
        if files.count > 1 || stopPosition != nil { rule.lastFile = files.last }
        rule.time = try moment(stopDatetime, "--stop-datetime")
        rule.gtids = try live.stopGtid.map { try gtids($0, "--stop-gtid") }
        if rule.position != nil, files.isEmpty, isLive {
            throw ValidationError("--stop-position belongs to a log: name it, as SHOW BINARY LOGS lists it")
        }
        return rule
    }

    private func gtids(_ text: String, _ option: String) throws -> ExecutedGTIDs {
        guard let gtids = ExecutedGTIDs(argument: text) else {
            throw ValidationError(
                "\(option) takes MySQL's GTIDs as 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-23 or MariaDB's as 0-1-100, not "
                    + "'\(text)'"
            )
        }
        return gtids
    }

    /// Where output goes.
    func target(appends: Bool) throws -> OutputTarget {
        guard let resultFile else { return OutputTarget() }
        do {
            return try OutputTarget(path: resultFile, appends: appends)
        } catch {
            throw ConnectionOptionError(
                "\(resultFile) cannot be written: \(SystemMessage.text(of: error.number))",
                origin: "--result-file"
            )
        }
    }

    /// What the lines of one of several sources begin with.
    func lineLabel(_ label: String) -> LineLabel {
        guard format == .json else { return .text(label) }
        var text = TextWriter()
        JSONText.string(label, to: &text)
        return .field("source", json: text.string)
    }
}

extension ExecutedGTIDs {
    /// To begin behind them.
    fileprivate var start: StartPosition {
        switch self {
        case .mysql(let set): .after(set)
        case .mariaDB(let position): .afterMariaDB(position)
        }
    }
}
