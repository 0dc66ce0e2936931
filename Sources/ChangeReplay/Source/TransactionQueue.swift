// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Transactions between the one who reads them and the one who plans them: a bounded number of bytes.
final class TransactionQueue: Sendable {
    private struct State {
        var waiting: [SourceTransaction] = []
        var byteCount = 0
        var isFinished = false
        var isClosed = false
        var reader: CheckedContinuation<Void, Never>?
        var writer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let limit: Int

    /// Holds about `limit` bytes, and one transaction at the least.
    init(limit: Int) {
        self.limit = limit
    }

    /// Adds a transaction, as soon as there is room; false where nobody wants it any more.
    func put(_ transaction: SourceTransaction) async -> Bool {
        while true {
            enum Step { case done, closed, full }
            let (step, reader) = state.withLock { state -> (Step, CheckedContinuation<Void, Never>?) in
                if state.isClosed { return (.closed, nil) }
                guard state.waiting.isEmpty || state.byteCount + transaction.byteCount <= limit else {
                    return (.full, nil)
                }
                state.waiting.append(transaction)
                state.byteCount += transaction.byteCount
                return (.done, state.reader.take())
            }
            reader?.resume()
            switch step {
            case .done: return true
            case .closed: return false
            case .full: await waitForRoom()
            }
        }
    }

    private func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.isClosed || state.waiting.isEmpty { return true }
                state.writer = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    /// The transactions that are there, as soon as there is one; nil behind the last.
    func take() async -> [SourceTransaction]? {
        while true {
            if let taken = takeNow() { return taken }
            guard state.withLock({ !$0.isFinished && !$0.isClosed }) else { return nil }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isFinished || state.isClosed || !state.waiting.isEmpty { return true }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    /// The transactions that are there; nil where there are none.
    func takeNow() -> [SourceTransaction]? {
        let (taken, writer) = state.withLock {
            state -> ([SourceTransaction]?, CheckedContinuation<Void, Never>?) in
            guard !state.isClosed, !state.waiting.isEmpty else { return (nil, nil) }
            let taken = state.waiting
            state.waiting = []
            state.byteCount = 0
            return (taken, state.writer.take())
        }
        writer?.resume()
        return taken
    }

    /// Nothing more is put.
    func finish() {
        let reader = state.withLock { state in
            state.isFinished = true
            return state.reader.take()
        }
        reader?.resume()
    }

    /// Nothing more is taken; what waits is dropped.
    func close() {
        let (reader, writer) = state.withLock { state in
            state.isClosed = true
            state.waiting = []
            return (state.reader.take(), state.writer.take())
        }
        reader?.resume()
        writer?.resume()
    }
}
