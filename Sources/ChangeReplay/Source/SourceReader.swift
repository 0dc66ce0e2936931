// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Reads transactions of the source into a queue, from a place on.
struct SourceReader: Sendable {
    let source: ReplaySource
    let collecting: TransactionCollector.Options
    /// How far an earlier run came; nil where there was none.
    let checkpoint: Checkpoint?
    let queue: TransactionQueue

    /// Reads until the source ends, nobody wants more, or the task is cancelled.
    func run() async throws(ReplayError) {
        defer { queue.finish() }
        do {
            switch source {
            case .server(let source): try await follow(source)
            case .files(let paths, let decoder, let keys): try await read(paths, decoder, keys)
            }
        } catch let error as ReplayError {
            throw error
        } catch let error as ReplicationError {
            // Who cancels knows.
            guard error.code != .cancelled else { return }
            throw ReplayError(error)
        } catch is CancellationError {
            return
        } catch {
            throw ReplayError(.source, "\(error)", underlying: error)
        }
    }

    private func collector(reached: BinlogFilePosition?) -> TransactionCollector {
        let number = checkpoint?.sequence ?? 0
        let known = checkpoint?.inDoubt ?? HeldBranches()
        return TransactionCollector(collecting, behind: number, known: known, reached: reached)
    }

    private func follow(_ source: BinlogSource) async throws {
        var source = source
        source.options.describesTables = true
        var reached: BinlogFilePosition?
        if let checkpoint {
            (source.start, reached) = SourceReader.start(of: checkpoint)
        }
        try await source.withEvents { stream in
            var collector = collector(reached: reached)
            while !Task.isCancelled {
                while let transaction = try await collector.next(from: &stream) {
                    guard await queue.put(transaction) else { return }
                    if Task.isCancelled { return }
                }
                if collector.isOver { return }
                switch try await stream.receive() {
                case .end: return
                case .events, .idle: continue
                }
            }
        }
    }

    /// Where a stream goes on, and what of it was seen before.
    ///
    /// XA transactions that were prepared and not completed must be sent again. A server of MySQL with GTIDs sends them alone; else
    /// reading begins before the oldest, and what is not theirs is left out up to the place that was reached.
    private static func start(of checkpoint: Checkpoint) -> (StartPosition, BinlogFilePosition?) {
        guard let oldest = checkpoint.inDoubt.oldestPosition else { return (.resume(checkpoint.place), nil) }
        var place = checkpoint.place
        place.mark = nil
        let haveGTIDs = checkpoint.inDoubt.branches.allSatisfy { $0.gtid != nil }
        if haveGTIDs, case .mysql(let set)? = place.executed {
            place.executed = .mysql(checkpoint.inDoubt.executed(set))
            return (.resume(place), nil)
        }
        place.executed = nil
        place.file = oldest
        return (.resume(place), checkpoint.place.file)
    }

    private func read(_ paths: [String], _ options: BinlogDecoder.Options, _ keys: BinlogKeys) async throws {
        let names = paths.map { String($0.split(separator: "/").last ?? "") }
        var first = 0
        var start: UInt64 = 0
        var executed: ExecutedGTIDs?
        if let checkpoint {
            let place = checkpoint.inDoubt.oldestPosition ?? checkpoint.place.file
            guard let index = names.firstIndex(of: place.file) else {
                throw ReplayError(
                    .checkpoint,
                    "the task goes on at \(place), and \(place.file) is none of the files",
                    advice: "name that file and those behind it"
                )
            }
            first = index
            start = place.offset
            executed = checkpoint.inDoubt.isEmpty ? checkpoint.place.executed : nil
        }
        var collector = collector(reached: checkpoint?.inDoubt.isEmpty == false ? checkpoint?.place.file : nil)
        for index in first..<paths.count {
            var file = try FileGroups(
                path: paths[index],
                name: names[index],
                from: index == first ? start : 0,
                behind: index == first ? executed : nil,
                options: options,
                keys: keys,
                memory: collecting.memory,
                folder: collecting.folder
            )
            while let transaction = try await collector.next(from: &file) {
                try check(transaction)
                guard await queue.put(transaction), !Task.isCancelled else { return }
            }
            if collector.isOver { return }
        }
    }

    /// Refuses files of another server than the checkpoint's.
    private func check(_ transaction: SourceTransaction) throws(ReplayError) {
        guard let checkpoint, checkpoint.place.source.serverID != transaction.place.source.serverID else { return }
        throw ReplayError(
            .checkpoint,
            "the task replays \(checkpoint.place.source), and this file is of \(transaction.place.source)",
            advice: "name the files of that server, or give the task another name",
            at: transaction.begin
        )
    }
}

extension BinlogEventStream: ReplayEvents {
    mutating func settledPlace() -> ResumePoint {
        settle()
        return resumePoint
    }
}
