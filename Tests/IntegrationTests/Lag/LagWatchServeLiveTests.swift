// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import Testing

extension ReplicaTests {
    /// `lagwatch --serve` and its commands beside a real replica that is stopped and started again.
    @Suite(.serialized) struct LagWatchServeLiveTests {
        /// Headless Chromium, as Debian packages it; nil where there is none.
        private static let browser = ["chromium-headless-shell", "chromium"].map { "/usr/bin/" + $0 }
            .first { FileManager.default.isExecutableFile(atPath: $0) }

        /// A tool that runs while the test goes on.
        private struct Served {
            let child: ChildProcess
            let folder: String

            func text(_ name: String) -> String {
                (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
            }

            /// The port, once it is told; 0 before.
            var port: Int {
                text("errors").firstMatch(of: /serving http:\/\/127\.0\.0\.1:(\d+)\//).flatMap { Int($0.1) } ?? 0
            }

            /// What a path answers, head and all.
            func answer(_ path: String) throws -> String {
                let script =
                    "exec 3<>/dev/tcp/127.0.0.1/\(port); printf 'GET \(path) HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"
                return try ChildResult(running: "bash", ["-c", script]).text
            }

            /// Waits until the condition holds, for as long as a slow machine may take.
            func wait(for condition: () throws -> Bool) async throws {
                let deadline = ContinuousClock.now + .seconds(60)
                while try !condition() {
                    try #require(
                        ContinuousClock.now < deadline && child.status == nil,
                        "\(text("errors"))\n\(text("output"))"
                    )
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
        }

        private func isIn(_ states: [String], _ metrics: String) -> Bool {
            states.contains {
                metrics.contains("lagwatch_replica_state{replica=\"r\",channel=\"\",state=\"\($0)\"} 1\n")
            }
        }

        @Test(arguments: [LaggingPair.Kind.mysqlWorkers])
        func `metrics, page and commands tell that a replica is stopped, and that it has caught up again`(
            _ kind: LaggingPair.Kind
        ) async throws {
            try await LaggingPair.run(kind) { pair, _ in
                let folder = NSTemporaryDirectory() + "served-\(UUID().uuidString)"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                defer { try? FileManager.default.removeItem(atPath: folder) }
                let child = try ChildProcess(
                    running: Tool("lagwatch").path,
                    [
                        "--no-defaults", "--no-login-paths", "--ssl-mode=disabled", "--interval", "0.1", "--serve", "0",
                        "--source", "s=mysql://root@127.0.0.1:\(pair.source.port)",
                        "--replica", "r=mysql://root@127.0.0.1:\(pair.replica.port)", "--format", "csv", "--exec-on",
                        "stopped", "echo \"$LAGWATCH_REPLICA $LAGWATCH_STATE\" >> \(folder)/hook",
                    ],
                    output: folder + "/output",
                    error: folder + "/errors"
                )
                defer { child.send(signal: SIGKILL) }
                let served = Served(child: child, folder: folder)
                try await served.wait { served.port != 0 }
                try await served.wait { try isIn(["caught_up", "idle"], served.answer("/metrics")) }

                try pair.replica.execute(pair.words("STOP REPLICA SQL_THREAD"))
                for number in 0..<20 { try pair.source.execute("INSERT INTO lagging.t VALUES (\(number))") }
                let labels = "{replica=\"r\",channel=\"\"}"
                try await served.wait {
                    let metrics = try served.answer("/metrics")
                    return isIn(["stopped"], metrics) && metrics.contains("lagwatch_backlog_transactions\(labels) 20\n")
                }
                if let browser = LagWatchServeLiveTests.browser {
                    let result = try await ChildResult.collect(
                        running: browser,
                        [
                            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom",
                            "--user-data-dir=\(folder)/browser", "--virtual-time-budget=4000",
                            "--enable-logging=stderr",
                            "http://127.0.0.1:\(served.port)/?seconds=60",
                        ]
                    )
                    #expect(result.text.contains("data-state=\"STOPPED\""))
                    #expect(result.text.contains("20 transactions"))
                    #expect(!result.errorText.contains("CONSOLE"), "\(result.errorText)")
                    let curve = try #require(result.text.firstMatch(of: /class="curve" d="([^"]*)"/))
                    #expect(curve.1.count { $0 == "L" } >= 3, "\(curve.1)")
                }
                try pair.replica.execute(pair.words("START REPLICA SQL_THREAD"))
                try await served.wait { try isIn(["caught_up", "idle"], served.answer("/metrics")) }
                child.send(signal: SIGTERM)
                #expect(await child.exit() == 0)
                #expect(served.text("hook") == "r STOPPED\n")
                // Behind time, replica, channel and source.
                let states = served.text("output").split(separator: "\n").dropFirst().map {
                    $0.split(separator: ",", omittingEmptySubsequences: false)[4]
                }
                #expect(states.contains("STOPPED"))
            }
        }
    }
}
