// SPDX-License-Identifier: Apache-2.0

/// What the command line asks for.
struct Arguments {
    /// A program that is measured beside the stages.
    struct Beside {
        /// What its line is called.
        var name: String
        /// The program and its arguments; `{}` stands for the file.
        var words: [String]
        /// The workloads that it is run on, such as `m`; nil is all.
        var workloads: [String]?
    }

    /// What is wrong with the command line.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    static let usage = """
        usage: decodebench [OPTIONS] [FILE...]

          --only STAGE,...     walk, decode, json, cursors, batches (default: all)
          --samples N          runs of each, interleaved (default 5)
          --beside NAME=CMD    measure a program too, {} in CMD is the file; NAME@a,b=CMD: only on these workloads
          --goals              print what is aimed at beside what was reached, for workloads a, b, c, d and e
          --json FILE          write everything measured into FILE, as JSON
          --once               run each stage once and print nothing, for instruments that count
          --make FOLDER        write the logs that are measured without FILE into FOLDER, list them with their events and
                               rows, and end
          --scale PERCENT      make these logs so much shorter or longer (default 100)
        """

    var stages = Stage.allCases
    var samples = 5
    var besides: [Beside] = []
    var json: String?
    var runsOnce = false
    var showsGoals = false
    var folder: String?
    var scale = 100
    var files: [String] = []

    init(_ words: some Sequence<String>) throws(Problem) {
        var words = words.makeIterator()
        while let word = words.next() {
            switch word {
            case "--once": runsOnce = true
            case "--goals": showsGoals = true
            case "--only":
                stages = try Arguments.value(words.next(), of: word).split(separator: ",").map { name throws(Problem) in
                    guard let stage = Stage(rawValue: String(name)) else {
                        throw Problem(description: "no stage \(name)")
                    }
                    return stage
                }
            case "--samples": samples = try Arguments.number(words.next(), of: word)
            case "--scale": scale = try Arguments.number(words.next(), of: word)
            case "--beside": besides.append(try Arguments.beside(try Arguments.value(words.next(), of: word)))
            case "--json": json = try Arguments.value(words.next(), of: word)
            case "--make": folder = try Arguments.value(words.next(), of: word)
            case _ where word.hasPrefix("-"): throw Problem(description: "unknown option \(word)\n\(Arguments.usage)")
            default: files.append(word)
            }
        }
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

    private static func beside(_ text: String) throws(Problem) -> Beside {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw Problem(description: "--beside NAME=COMMAND") }
        let name = parts[0].split(separator: "@", maxSplits: 1)
        return Beside(
            name: String(name[0]),
            words: parts[1].split(separator: " ").map(String.init),
            workloads: name.count == 2 ? name[1].split(separator: ",").map(String.init) : nil
        )
    }
}
