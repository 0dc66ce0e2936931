// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
public import MySQLReplication
import MySQLTypes

/// Finds in the log of one server the place behind the same transaction as a place in the log of another.
///
/// ```swift
/// let matcher = PositionMatcher(from: .server(old), to: .server(new))
/// let matched = try await matcher.match(BinlogFilePosition(file: "binlog.000012", offset: 4711))
/// ```
///
/// No GTIDs are needed. Compared is what transactions do: tables, rows, statements, with the time of their first change and the
/// `server_id` of the server that made it, which replicas keep. The other server must have logged what it replicated
/// (`log_replica_updates`). Where the order differs around the place, or several places would do, none is told.
public struct PositionMatcher: Sendable {
    private let from: LogOrigin
    private let to: LogOrigin
    /// The most transactions that are compared on each side of the place.
    public var window = 200

    /// Below so many transactions before a place the file before it is looked at too.
    private static let fewTransactions = 20
    /// By how much the clocks of servers may differ, in seconds.
    private static let clockDifference: UInt32 = 3600

    /// Takes the logs; nothing is read yet.
    public init(from: LogOrigin, to: LogOrigin) {
        self.from = from
        self.to = to
    }

    /// Finds a place again.
    ///
    /// - Parameter place: A place in the first log, between transactions.
    /// - Returns: The place in the other log, with the evidence; or why none is told.
    /// - Throws: `ReplicationError` where a server cannot be asked, or files cannot be read.
    public func match(_ place: BinlogFilePosition) async throws(ReplicationError) -> MatchedPlace {
        let source = try await from.open()
        let target = try await to.open()
        let origin = try await PositionTranslator(from).translate(.file(place), in: source)
        var matched = MatchedPlace(origin: origin, result: TranslatedPlace(target.server))
        guard origin.isGood else { return matched }
        let near = try await neighbours(of: place, source.log, &matched)
        let contents = (near.before + near.after).compactMap(\.content)
        guard !contents.isEmpty else {
            matched.result.add(.bad, "no transaction stands near the place by which it could be known again")
            return matched
        }
        let scanner = try await search(contents, near, target.log, &matched)
        let found = scanner.found.compactMap(\.content)
        matched.before = side(near.before, Set(found))
        matched.after = side(near.after, Set(found))
        (matched.otherCount, matched.others) = scanner.othersAmongAnchors()
        let decision = MatchDecision(
            before: near.before.compactMap(\.content),
            after: near.after.compactMap(\.content),
            found: found
        )
        matched.take(decision, scanner.found)
        return matched
    }

    private func neighbours(
        of place: BinlogFilePosition,
        _ log: any BinaryLog,
        _ matched: inout MatchedPlace
    ) async throws(ReplicationError) -> NeighbourScanner {
        let reading = try await log.read(from: place.file, NeighbourScanner(place, most: window))
        var near = reading.scanner
        if let cut = reading.cut, matched.origin.place?.cut == nil { matched.origin.checks.append(VerifiedCheck(cut)) }
        let files = log.index.files
        if near.before.count < PositionMatcher.fewTransactions,
            let index = files.firstIndex(where: { $0.name == place.file }), index > 0
        {
            near = try await log.read(from: files[index - 1].name, NeighbourScanner(place, most: window)).scanner
        }
        near.finish()
        return near
    }

    /// Looks through the other log from before the time of the first transaction on; from its beginning, where that finds nothing.
    private func search(
        _ contents: [TransactionContent],
        _ near: NeighbourScanner,
        _ log: any BinaryLog,
        _ matched: inout MatchedPlace
    ) async throws(ReplicationError) -> MatchScanner {
        let first = contents.map(\.timestamp).min() ?? 0
        let start = first > PositionMatcher.clockDifference ? first - PositionMatcher.clockDifference : 0
        let head = try await log.lastFile { $0.begun < start }
        guard let oldest = log.index.files.first?.name else { return MatchScanner(contents) }
        var reading = try await log.read(from: head?.file ?? oldest, MatchScanner(contents))
        if reading.scanner.found.isEmpty, let head, head.file != oldest {
            reading = try await log.read(from: oldest, MatchScanner(contents))
        }
        if let cut = reading.cut { matched.result.checks.append(VerifiedCheck(cut)) }
        return reading.scanner
    }

    private func side(_ transactions: [ComparedTransaction], _ found: Set<TransactionContent>) -> MatchedPlace.Side {
        var side = MatchedPlace.Side()
        for one in transactions {
            guard let content = one.content else { continue }
            side.compared += 1
            if found.contains(content) {
                side.found += 1
            } else if side.lacking.count < MatchScanner.toldLimit {
                side.lacking.append(one.transaction)
            }
        }
        return side
    }
}
