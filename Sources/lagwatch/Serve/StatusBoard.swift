// SPDX-License-Identifier: Apache-2.0

package import ReplicationLag
import Synchronization

/// What `--serve` shows: it takes samples from the loop and answers requests from any thread.
package final class StatusBoard: Sendable {
    private let history: Mutex<SampleHistory>
    /// Milliseconds between two samples of a replica.
    private let interval: Int64
    /// When the board was made, in microseconds since 1970 UTC.
    private let started: Int64
    private let now: @Sendable () -> Int64

    /// Begins empty.
    ///
    /// - Parameters:
    ///   - interval: How long after a sample the next one is due.
    ///   - capacity: Samples that are kept of each channel of each replica.
    ///   - now: The time in microseconds since 1970 UTC.
    package init(interval: Duration, capacity: Int = 3600, now: @escaping @Sendable () -> Int64) {
        history = Mutex(SampleHistory(capacity: capacity))
        self.interval = max(1, Int64(interval / .milliseconds(1)))
        started = now()
        self.now = now
    }

    /// Takes all samples of a round.
    package func take(_ round: LagRound) {
        history.withLock { $0.take(round) }
    }

    /// Answers a request.
    package func answer(_ request: StatusRequest) -> StatusAnswer {
        guard request.method == "GET" || request.method == "HEAD" else {
            return StatusAnswer(405, "only GET and HEAD are answered", fields: ["allow": "GET, HEAD"])
        }
        switch request.path {
        case "/": return StatusBoard.page
        case "/metrics": return metrics
        case "/samples.json": return samples(after: request.value(of: "after"))
        case "/healthz": return health
        default: return StatusAnswer(404, "there are /, /metrics, /samples.json and /healthz")
        }
    }

    /// Scripts and styles of the page run by their hashes; nothing is fetched from anywhere else.
    private static let page = StatusAnswer(
        200,
        "text/html; charset=utf-8",
        Array(StatusPage.html.utf8),
        fields: [
            "content-security-policy": "default-src 'none'; script-src '\(StatusPage.scriptHash)'; "
                + "style-src '\(StatusPage.styleHash)'; img-src data:; connect-src 'self'; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors 'none'",
            "referrer-policy": "no-referrer",
        ]
    )

    private var metrics: StatusAnswer {
        let history = history.withLock { $0 }
        return StatusAnswer(200, MetricsText.contentType, MetricsText.bytes(of: history))
    }

    private func samples(after number: Substring?) -> StatusAnswer {
        var least: UInt64 = 0
        if let number {
            guard let value = UInt64(number) else { return StatusAnswer(400, "after= takes the number of a sample") }
            least = value
        }
        // What is locked is copied in one step, and written without the lock.
        let history = history.withLock { $0 }
        let document = SamplesDocument(history, after: least, now: now(), started: started, interval: interval)
        do {
            return StatusAnswer(200, "application/json", try document.json())
        } catch {
            return StatusAnswer(500, "the samples cannot be written: \(error)")
        }
    }

    /// Good for as long as samples come.
    private var health: StatusAnswer {
        let latest = history.withLock { $0.tracks.map(\.latest.time).max() }
        guard let latest else { return StatusAnswer(503, "no sample was taken yet") }
        let age = max(0, now() - latest) / 1000
        guard age <= max(10_000, interval * 5) else {
            return StatusAnswer(503, "the last sample was taken \(age / 1000) s ago")
        }
        return StatusAnswer(200, "ok")
    }
}
