// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLReplication
import Synchronization

/// Writes to a resume file how far the output has come: each second, each few thousand transactions, and at the end.
///
/// What it writes is never ahead of what was written out: positions are noted behind a flush, and the output is on the disk
/// before the resume file is.
final class ResumeKeeper: Sendable {
    /// Transactions after which it is written without waiting for the second to end.
    private static let transactionLimit = 10_000

    private struct State {
        var pending: ResumeRecord?
        var transactions = 0
        var failure: (any Error)?
    }

    private let file: ResumeFile
    private let target: OutputTarget
    /// Whether nobody else writes to the output, so that its length tells something.
    private let ownsOutput: Bool
    private let state = Mutex(State())
    private let disk = Mutex(())

    /// Keeps a file for what is written to a target.
    init(_ file: ResumeFile, target: OutputTarget, ownsOutput: Bool) {
        self.file = file
        self.target = target
        self.ownsOutput = ownsOutput
    }

    /// Notes a position; all before it was written out.
    ///
    /// - Throws: what went wrong when the file was written last.
    func note(_ point: ResumePoint, inDoubt: HeldBranches, transactions: Int) throws {
        let record = ResumeRecord(point, inDoubt: inDoubt, output: ownsOutput ? target.place : nil)
        let isDue = try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.pending = record
            state.transactions += transactions
            return state.transactions >= ResumeKeeper.transactionLimit
        }
        if isDue { try save() }
    }

    /// Writes the position that was noted last.
    func save() throws {
        try disk.withLock { _ in
            let record = state.withLock { state in
                defer {
                    state.pending = nil
                    state.transactions = 0
                }
                return state.pending
            }
            guard let record else { return }
            if record.output != nil { try target.synchronize() }
            try file.write(record)
        }
    }

    /// Writes the last position of a run that ends in order: all of the output belongs to it, so nothing is to be cut off by
    /// the next run, whatever others append until then.
    func finish(at point: ResumePoint, inDoubt: HeldBranches) throws {
        if ownsOutput, target.place != nil { try target.synchronize() }
        state.withLock { $0.pending = ResumeRecord(point, inDoubt: inDoubt, output: nil) }
        try save()
    }

    /// Writes each second until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: .seconds(1))
                try save()
            } catch {
                if Task.isCancelled { return }
                state.withLock { $0.failure = error }
                return
            }
        }
    }
}
