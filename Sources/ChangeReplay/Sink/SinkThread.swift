// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import NIOCore
import NIOPosix

/// Threads for drivers that block.
public enum SinkThread {
    /// Runs `body` on a thread of its own, so that what blocks there holds up nobody else.
    ///
    /// All of `body` that belongs to no actor runs there, also behind its awaits.
    public static func run<Result>(_ body: () async throws -> Result) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let outcome: Swift.Result<Result, any Error>
        do {
            let loop = group.any()
            outcome = .success(
                try await withTaskExecutorPreference(LoopTaskExecutor(loop)) { () async throws in
                    // The preference holds from the next suspension on, and a driver that blocks may never suspend.
                    await Task.yield()
                    return try await body()
                }
            )
        } catch {
            outcome = .failure(error)
        }
        do {
            try await group.shutdownGracefully()
        } catch {
            // Only a group that is shut down already refuses; its thread is gone then.
            preconditionFailure("a thread was given back twice: \(error)")
        }
        return try outcome.get()
    }
}
