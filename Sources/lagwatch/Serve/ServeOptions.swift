// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import ReplicationLag

/// The option that shows samples to browsers and to Prometheus.
struct ServeOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "Serve a page with live curves at /, metrics for Prometheus at /metrics, the samples at /samples.json and "
                + "/healthz. PORT alone listens on 127.0.0.1, *:PORT on every address; anyone who reaches it can read it.",
            valueName: "address:port"
        )
    )
    var serve: String?

    /// Where to listen; nil where nothing is served.
    var address: ListenAddress? {
        get throws { try serve.map { try ListenAddress($0) } }
    }

    func validate() throws {
        do {
            _ = try address
        } catch let error as ServeError {
            throw ValidationError(error.description)
        }
    }

    /// Runs the watching, and serves what its sink takes meanwhile.
    ///
    /// - Parameters:
    ///   - interval: Between two samples.
    ///   - body: Takes the sink; nil where nothing is served.
    /// - Returns: What the body returns.
    /// - Throws: ``ServeError`` where the address cannot be listened at, and what the body throws.
    func run<Value>(interval: Duration, _ body: ((any SampleSink)?) async throws -> Value) async throws -> Value {
        guard let address = try address else { return try await body(nil) }
        let board = StatusBoard(interval: interval, now: { WallClock.now })
        return try await StatusServer.run(at: address, answering: board.answer) { bound in
            StandardError.print("lagwatch: serving http://\(bound)/")
            return try await body(BoardSink(board))
        }
    }
}
