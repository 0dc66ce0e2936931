// SPDX-License-Identifier: Apache-2.0

import BenchmarkHarness
import Foundation
import MySQLBinlog

/// Measures what following a server costs; `streambench --help` tells how.
@main
struct StreamBench {
    static func main() async {
        do {
            let words = CommandLine.arguments.dropFirst()
            guard !words.contains("--help") else { return print(Arguments.usage) }
            let arguments = try Arguments(words)
            let report = Report(try await measure(arguments))
            print(report.table)
            if let path = arguments.json { try report.json().write(toFile: path, atomically: true, encoding: .utf8) }
        } catch {
            FileHandle.standardError.write(Data("streambench: \(error)\n".utf8))
            exit(1)
        }
    }

    /// A run of everything after the other, as often as was asked: what disturbs the machine disturbs all.
    ///
    /// On no actor, so that streams run on the loops of their connections.
    @concurrent
    private static func measure(_ arguments: Arguments) async throws -> [StageCost] {
        var measurements: [StageCost] = []
        for log in arguments.logs {
            let size = try WorkloadSize(of: log.path)
            for stage in arguments.stages { measurements.append(StageCost(log.workload, stage.rawValue, size: size)) }
            for one in arguments.besides { measurements.append(StageCost(log.workload, one.name, size: size)) }
        }
        for _ in 0..<arguments.samples {
            var index = 0
            for log in arguments.logs {
                for stage in arguments.stages {
                    let sample = try await stage.run(log, measurements[index].size, arguments)
                    measurements[index].add(sample)
                    index += 1
                }
                for one in arguments.besides {
                    measurements[index].add(try one.command(for: log).run())
                    index += 1
                }
            }
        }
        return measurements
    }
}
