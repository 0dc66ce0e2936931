// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Tells a place of a log in other ways: by file, by GTIDs, by time.
///
/// ```swift
/// let place = try await PositionTranslator(.files(files)).translate(.time(1_700_000_000))
/// print(place.file, place.executed)
/// ```
///
/// By file the place is where the next transaction begins, or the log's end. Times are those of the first statement of a
/// transaction, which do not quite follow the order of the log: what is found is the first transaction of the time or later.
public struct PositionTranslator: Sendable {
    private let origin: LogOrigin

    /// Takes where the log is; nothing is read yet.
    public init(_ origin: LogOrigin) {
        self.origin = origin
    }

    /// Translates a place.
    ///
    /// - Returns: The place, or why there is none.
    /// - Throws: `ReplicationError` where the server cannot be asked, or files cannot be read.
    public func translate(_ sought: SoughtPlace) async throws(ReplicationError) -> TranslatedPlace {
        try await translate(sought, in: try await origin.open())
    }

    func translate(_ sought: SoughtPlace, in open: OpenLog) async throws(ReplicationError) -> TranslatedPlace {
        switch sought {
        case .file(let file): try await translate(file, open)
        case .gtids(let gtids): try await translate(gtids, open)
        case .time(let time): try await translate(time, open)
        }
    }

    private func translate(
        _ file: BinlogFilePosition,
        _ open: OpenLog
    ) async throws(ReplicationError) -> TranslatedPlace {
        var result = TranslatedPlace(open.server)
        var verification = PositionVerification(open.server, version: open.oldest.version)
        guard verification.checkFile(file, open.log.index, isLive: open.profile != nil) else {
            result.checks = verification.checks
            return result
        }
        var reading = try await open.log.read(from: file.file, PlaceScanner(file))
        let place = reading.scanner.finish(reading.cut)
        verification.checkPlace(file, place, nil)
        result.checks = verification.checks
        result.place = place
        guard place.standing == .betweenTransactions else { return result }
        result.file = file
        result.tellGTIDs(of: place)
        try await tellTime(&result, readFrom: file.file, open)
        return result
    }

    /// Tells the time that stands for a place; there is none at the end of the log.
    ///
    /// - Parameters:
    ///   - result: The place.
    ///   - first: The file from which on the transactions before it were seen.
    ///   - open: The log.
    /// - Throws: `ReplicationError` where the log cannot be read.
    private func tellTime(
        _ result: inout TranslatedPlace,
        readFrom first: String,
        _ open: OpenLog
    ) async throws(ReplicationError) {
        guard result.isGood, let place = result.place, let after = place.after else { return }
        // Whoever looks for the time begins with this file.
        let head = try await open.log.lastFile { $0.begun < after.timestamp }
        let begin = BinlogFilePosition(file: head?.file ?? "")
        let isSeen = begin.file == first || BinlogFilePosition(file: first).precedes(begin) == true
        let isBefore = begin.file == after.file || begin.precedes(BinlogFilePosition(file: after.file)) == true
        if isSeen, isBefore, place.latestBefore < after.timestamp {
            result.time = after.timestamp
        }
    }

    private func translate(
        _ time: UInt32,
        _ open: OpenLog
    ) async throws(ReplicationError) -> TranslatedPlace {
        var result = TranslatedPlace(open.server)
        guard let head = try await open.log.lastFile(where: { $0.begun < time }) else { return result }
        let scanner = try await search(.time(time), from: head, open)
        result.take(scanner)
        result.time = scanner.found.after?.timestamp
        if head.begun >= time {
            result.add(
                .warning,
                "the log is younger: its oldest file, \(head.file), was begun at \(head.begun) (seconds since 1970 UTC)",
                advice: "what was written before it is purged, or lies elsewhere"
            )
        }
        if scanner.found.after == nil {
            result.add(.warning, "the log has nothing of that time yet: the place is its end")
        }
        result.tellGTIDs(of: scanner.found)
        return result
    }

    private func translate(
        _ gtids: ExecutedGTIDs,
        _ open: OpenLog
    ) async throws(ReplicationError) -> TranslatedPlace {
        var result = TranslatedPlace(open.server)
        guard gtids.flavour == open.flavour else {
            result.add(.bad, "the GTIDs are \(gtids.flavour)'s, and the log is \(open.flavour)'s")
            return result
        }
        if let gtid = gtids.single { return try await find(gtid, open, result) }
        guard let head = try await open.log.lastFile(where: { $0.executed?.isWithin(gtids) ?? false }) else {
            return result
        }
        guard let written = head.executed else {
            result.add(.bad, "\(head.file) does not tell what was written before it: the log has no GTIDs")
            return result
        }
        guard written.isWithin(gtids) else {
            result.add(
                .bad,
                "the GTIDs lack transactions that were written before the oldest file, \(head.file): \(written.lacking(gtids))",
                advice: "make the copy anew, or apply them from backups of the log first"
            )
            return result
        }
        var outstanding: GTIDSet?
        if case .mysql(let set) = gtids, case .mysql(let before) = written {
            var rest = set.subtracting(before)
            if let executed = open.sets?.executed {
                let foreign = set.subtracting(executed)
                rest = rest.intersection(executed)
                if !foreign.isEmpty {
                    result.add(
                        .warning,
                        "the server lacks \(foreign.transactionCount) transactions of the GTIDs: \(foreign)",
                        advice:
                            "they were made elsewhere: a replica that begins at the place has what this server has not"
                    )
                }
            }
            outstanding = rest
        }
        let scanner = try await search(.missing(gtids, outstanding: outstanding), from: head, open)
        result.take(scanner)
        result.judge(scanner, gtids, isLive: open.profile != nil)
        result.tellGTIDs(of: scanner.found)
        try await tellTime(&result, readFrom: head.file, open)
        return result
    }

    private func search(
        _ goal: LogSearchScanner.Goal,
        from head: LogFileHead,
        _ open: OpenLog
    ) async throws(ReplicationError) -> LogSearchScanner {
        var reading = try await open.log.read(from: head.file, LogSearchScanner(goal))
        reading.scanner.finish(reading.cut)
        return reading.scanner
    }

    /// Finds one transaction of MySQL; the place is behind it.
    private func find(
        _ gtid: GTID,
        _ open: OpenLog,
        _ empty: TranslatedPlace
    ) async throws(ReplicationError) -> TranslatedPlace {
        var result = empty
        let name = "\(gtid)"
        func isBefore(_ head: LogFileHead) -> Bool { head.executed?.holds(.mysql(gtid)) == false }
        guard let head = try await open.log.lastFile(where: { isBefore($0) }) else { return result }
        guard isBefore(head) else {
            result.add(.bad, "\(name) was written before the oldest file, \(head.file)", advice: "it is purged")
            return result
        }
        let scanner = try await search(.behind(gtid), from: head, open)
        guard scanner.isSeen else {
            result.add(.bad, "the log has no \(name)", advice: "it was made elsewhere, or is not written yet")
            result.checks += VerifiedCheck.ends(of: scanner.found)
            return result
        }
        result.take(scanner)
        result.add(.good, "the place is behind \(name), and behind everything that was written before it")
        result.tellGTIDs(of: scanner.found)
        try await tellTime(&result, readFrom: head.file, open)
        return result
    }
}
