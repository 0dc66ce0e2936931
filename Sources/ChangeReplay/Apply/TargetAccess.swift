// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Synchronization

/// Lends sessions of the target, and waits where it is away.
struct TargetAccess: Sendable {
    let sink: any Sink
    let options: ReplayOptions
    let stop: ReplayStop

    /// The shortest and the longest pause between two attempts.
    private static let pauses: (first: Duration, longest: Duration) = (.milliseconds(100), .seconds(5))

    /// Lends a session to `body`, and another one, after a pause, where the target went away meanwhile.
    ///
    /// - Throws: ``ReplayError``; with code `stopped` where the run was asked to stop while the target was away.
    func withSession<Result>(
        _ body: (any SinkSession) async throws -> Result
    ) async throws(ReplayError) -> Result {
        var pause = TargetAccess.pauses.first
        var isAway = false
        while true {
            var opened: ContinuousClock.Instant?
            do {
                return try await sink.withSession { session in
                    opened = .now
                    if isAway {
                        isAway = false
                        options.notices?(.targetBack)
                    }
                    return try await body(session)
                }
            } catch let error as SinkError where error.isPassing && options.waitsForTarget || error.code == .contention
            {
                isAway = true
                // A target that answers and fails at the first change, as a full disk does, is not asked again and again at once.
                if let opened, ContinuousClock.now - opened > TargetAccess.pauses.longest * 2 {
                    pause = TargetAccess.pauses.first
                }
                options.notices?(.targetAway(error, retryAfter: pause))
                guard await sleep(pause) else {
                    throw ReplayError(.stopped, "stopped while the target was away: \(error)", underlying: error)
                }
                pause = min(pause * 2, TargetAccess.pauses.longest)
            } catch let error as ReplayError {
                throw error
            } catch let error as SinkError {
                throw ReplayError(error)
            } catch {
                throw ReplayError(.target, "\(error)", underlying: error)
            }
        }
    }

    /// Waits; false where the run is asked to stop meanwhile.
    private func sleep(_ pause: Duration) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            // A sleep that is cancelled ends early, which is what is wanted.
            group.addTask(priority: nil) {
                _ = await Swift.Result { () async throws in try await Task.sleep(for: pause) }
            }
            group.addTask(priority: nil) { await stop.wait() }
            await group.next()
            group.cancelAll()
        }
        return !stop.isRequested && !Task.isCancelled
    }
}

extension SinkError {
    /// Whether another session, later, may succeed.
    var isPassing: Bool { code == .unavailable || code == .outcomeUnknown }
}

extension Swift.Result where Failure == any Error {
    /// What `body` returns or throws.
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}

extension ReplayError {
    /// Takes a failure of the target.
    init(_ error: SinkError) {
        let code: Code =
            switch error.code {
            case .schema: .schema
            case .claimed: .checkpoint
            case .rejected: .value
            case .unavailable, .outcomeUnknown, .contention, .refused: .target
            }
        self.init(code, error.message, advice: error.advice, underlying: error)
    }
}
