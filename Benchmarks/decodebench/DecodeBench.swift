// SPDX-License-Identifier: Apache-2.0

import BenchmarkHarness
import Foundation
import MySQLTestData

/// Measures what reading files costs, and programs beside it; `decodebench --help` tells how.
@main
struct DecodeBench {
    static func main() async {
        do {
            let words = CommandLine.arguments.dropFirst()
            guard !words.contains("--help") else { return print(Arguments.usage) }
            try await run(try Arguments(words))
        } catch {
            FileHandle.standardError.write(Data("decodebench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: Arguments) async throws {
        var arguments = arguments
        if let folder = arguments.folder {
            for path in try SyntheticWorkload.write(into: folder, scale: arguments.scale) {
                let size = try WorkloadSize(of: path)
                print(path, size.events, size.rows, separator: "\t")
            }
            return
        }
        var made: String?
        if arguments.files.isEmpty {
            let folder = NSTemporaryDirectory() + "/decodebench-\(getpid())"
            made = folder
            arguments.files = try SyntheticWorkload.write(into: folder, scale: arguments.scale)
        }
        defer { if let made { removeFolder(made) } }
        if arguments.runsOnce {
            for file in arguments.files { for stage in arguments.stages { try await stage.run(file) } }
            return
        }
        let report = Report(try await measure(arguments))
        print(report.table)
        if arguments.showsGoals { print("", Goal.table(report), separator: "\n") }
        if let path = arguments.json { try report.json().write(toFile: path, atomically: true, encoding: .utf8) }
    }

    private static func removeFolder(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            FileHandle.standardError.write(Data("decodebench: \(path) is still there: \(error)\n".utf8))
        }
    }

    /// A run of everything after the other, as often as was asked: what disturbs the machine disturbs all.
    private static func measure(_ arguments: Arguments) async throws -> [StageCost] {
        var subjects: [(measurement: StageCost, sample: () async throws -> Sample)] = []
        for file in arguments.files {
            let name = URL(filePath: file).deletingPathExtension().lastPathComponent
            let size = try WorkloadSize(of: file)
            for stage in arguments.stages {
                var one = StageCost(name, stage.rawValue, size: size)
                // What is taken once for all is taken by a run that is not counted.
                try await stage.run(file)
                if AllocationCounter.isAvailable, !stage.isShared {
                    one.allocations = try AllocationCounter.allocations { try stage.runAlone(file) }
                }
                subjects.append((one, { try await Sample { try await stage.run(file) } }))
            }
            for beside in arguments.besides where beside.workloads?.contains(name) ?? true {
                let command = Command(beside.words.map { $0 == "{}" ? file : $0 })
                subjects.append((StageCost(name, beside.name, size: size), { try command.run() }))
            }
        }
        for _ in 0..<arguments.samples {
            for index in subjects.indices { subjects[index].measurement.add(try await subjects[index].sample()) }
        }
        return subjects.map(\.measurement)
    }
}
