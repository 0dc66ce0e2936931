// SPDX-License-Identifier: Apache-2.0

import BenchmarkHarness
import Foundation

/// What the command line asks for.
struct Arguments {
    /// A program that is measured beside the stages.
    struct Beside {
        /// What its line is called.
        var name: String
        /// The program and its arguments; `{}` stands for the name of the log.
        var words: [String]

        /// The program, to be run for `log`.
        func command(for log: ServerLog) -> Command {
            Command(words.map { $0 == "{}" ? log.name : $0 })
        }
    }

    /// What is wrong with the command line.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    static let usage = """
        usage: streambench --port PORT [OPTIONS] LOG=FILE...

        LOG is the name of a binlog on the server at 127.0.0.1:PORT; FILE is the same binlog here.

          --user NAME          who to log in as, without a password and without TLS (default root)
          --only STAGE,...     discard, stream, transactions (default: all)
          --samples N          runs of each, interleaved (default 5)
          --beside NAME=CMD    measure a program too; {} in CMD is LOG
          --json FILE          write everything measured into FILE, as JSON
        """

    var port = 0
    var user = "root"
    var stages = Stage.allCases
    var samples = 5
    var besides: [Beside] = []
    var json: String?
    var logs: [ServerLog] = []

    init(_ words: some Sequence<String>) throws(Problem) {
        var words = words.makeIterator()
        while let word = words.next() {
            switch word {
            case "--port": port = try Arguments.number(words.next(), of: word)
            case "--user": user = try Arguments.value(words.next(), of: word)
            case "--samples": samples = try Arguments.number(words.next(), of: word)
            case "--json": json = try Arguments.value(words.next(), of: word)
            case "--only":
                stages = try Arguments.value(words.next(), of: word).split(separator: ",").map { name throws(Problem) in
                    guard let stage = Stage(rawValue: String(name)) else {
                        throw Problem(description: "no stage \(name)")
                    }
                    return stage
                }
            case "--beside":
                let (name, command) = try Arguments.pair(try Arguments.value(words.next(), of: word))
                besides.append(Beside(name: name, words: command.split(separator: " ").map(String.init)))
            case _ where word.hasPrefix("-"): throw Problem(description: "unknown option \(word)\n\(Arguments.usage)")
            default:
                let (name, path) = try Arguments.pair(word)
                let workload = URL(filePath: path).deletingPathExtension().lastPathComponent
                logs.append(ServerLog(name: name, path: path, workload: workload))
            }
        }
        guard port > 0, !logs.isEmpty else { throw Problem(description: Arguments.usage) }
    }

    private static func value(_ word: String?, of option: String) throws(Problem) -> String {
        guard let word else { throw Problem(description: "\(option) needs a value\n\(usage)") }
        return word
    }

    private static func number(_ word: String?, of option: String) throws(Problem) -> Int {
        guard let number = Int(try value(word, of: option)), number > 0 else {
            throw Problem(description: "\(option) needs a number above 0")
        }
        return number
    }

    private static func pair(_ text: String) throws(Problem) -> (String, String) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw Problem(description: "\(text) has no =\n\(usage)") }
        return (String(parts[0]), String(parts[1]))
    }
}
