// SPDX-License-Identifier: Apache-2.0

import BenchmarkHarness
import Foundation
import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire

/// Measures what events and rows cost: `decodebench [--check] [--json] [--samples N] [--only NAME] [--once] [FILE...]`.
///
/// `--check` fails where memory is taken more often than `Benchmarks/Thresholds` allows. `--once` runs each piece once, for
/// instruments that count instructions.
@main
struct DecodeBench {
    static func main() {
        do {
            try run()
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data("decodebench: \(text)\n".utf8))
    }

    private static func run() throws {
        let arguments = Arguments(CommandLine.arguments.dropFirst())
        var report = Report()
        if arguments.files.isEmpty {
            let workloads: [(name: String, count: Int, make: (Int) -> Workload)] = [
                ("orders", 1_600, { .orders(events: $0) }),
                ("bulk", 1_600, { .bulk(events: $0) }),
                ("oltp", 8_000, { .oltp(transactions: $0) }),
            ]
            for one in workloads where arguments.only?.hasPrefix(one.name) ?? true {
                try measure(one.make(one.count), against: one.make(one.count / 2), arguments, into: &report)
            }
        }
        for path in arguments.files {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            let (events, rows) = try count(bytes)
            let name = URL(filePath: path).lastPathComponent
            try measure(
                Workload(name: name, bytes: bytes, events: events, rows: rows),
                against: nil,
                arguments,
                into: &report
            )
        }
        print(arguments.wantsJSON ? try report.json() : report.table)
        guard arguments.checks else { return }
        let problems = try report.excess(over: Fixture.repository + "/Benchmarks/Thresholds/6.3/decodebench.json")
        for problem in problems { complain(problem) }
        if !problems.isEmpty { exit(1) }
    }

    private static func measure(
        _ workload: Workload,
        against short: Workload?,
        _ arguments: Arguments,
        into report: inout Report
    ) throws {
        let pieces: [(name: String, rows: Int, run: ([UInt8]) throws -> Void)] = [
            ("walk", 0, { try Walk.headers($0) }),
            ("decode", workload.rows, { try Walk.everyValue($0) }),
            ("changes", workload.rows, { try Walk.everyChange($0) }),
        ]
        for piece in pieces {
            if let wanted = arguments.only, wanted.contains("/"), wanted != "\(workload.name)/\(piece.name)" {
                continue
            }
            if arguments.runsOnce {
                try piece.run(workload.bytes)
                continue
            }
            var one = try Measurement(
                "\(workload.name)/\(piece.name)",
                byteCount: workload.bytes.count,
                rowCount: piece.rows,
                samples: arguments.samples
            ) { try piece.run(workload.bytes) }
            if let short {
                one.allocationsPerEvent = try Measurement.allocations(
                    { try piece.run(short.bytes) },
                    { try piece.run(workload.bytes) },
                    events: workload.events - short.events
                )
            }
            report.add(one)
        }
    }

    private static func count(_ bytes: [UInt8]) throws -> (events: Int, rows: Int) {
        var events = 0
        var rows = 0
        try MemoryLog(bytes).forEachEvent { event throws(BinlogError) in
            events += 1
            guard case .rows(let changed) = event.body else { return }
            var changes = changed.changes
            while try changes.next() != nil { rows += 1 }
        }
        return (events, rows)
    }
}

/// What the command line asks for.
struct Arguments {
    var checks = false
    var wantsJSON = false
    var runsOnce = false
    var samples = 9
    var only: String?
    var files: [String] = []

    init(_ words: some Sequence<String>) {
        var words = words.makeIterator()
        while let word = words.next() {
            switch word {
            case "--check": checks = true
            case "--json": wantsJSON = true
            case "--once": runsOnce = true
            case "--samples": samples = words.next().flatMap { Int($0) }.map { max($0, 1) } ?? samples
            case "--only": only = words.next()
            default: files.append(word)
            }
        }
    }
}
