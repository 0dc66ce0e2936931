// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import ReplicationPositions

/// `binlogpos gtid`: arithmetic of GTIDs.
struct GTIDCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gtid",
        abstract: "Subtracts, joins, intersects, compares and counts GTIDs; finds errant transactions.",
        discussion: """
            An argument is a set of MySQL (uuid:1-5:tag:7,...), a position of MariaDB (0-1-5,1-2-7), a file that holds one \
            (@file), or standard input (-). Positions of MariaDB are compared by their numbers, domain for domain.
            """,
        subcommands: [Subtract.self, Union.self, Intersect.self, Contains.self, Count.self, ErrantCommand.self]
    )

    /// Two operands.
    struct Operands: ParsableArguments {
        @Argument(help: ArgumentHelp("The first set or position.", valueName: "a"))
        var left: GTIDArgument

        @Argument(help: ArgumentHelp("The second one.", valueName: "b"))
        var right: GTIDArgument

        /// What stands in both.
        func read() throws -> (ExecutedGTIDs, ExecutedGTIDs) {
            guard left.text != "-" || right.text != "-" else {
                throw UsageError("standard input (-) can be read once only")
            }
            let left = try left.gtids()
            let right = try right.gtids()
            // An empty text is of any family.
            return (left.like(right), right.like(left))
        }
    }

    /// What the first has and the second has not.
    struct Subtract: ToolCommand {
        static let configuration = CommandConfiguration(abstract: "What the first has and the second has not.")
        @OptionGroup var operands: Operands

        func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
            try GTIDCommand.print(.subtract, operands)
        }
    }

    /// What either has.
    struct Union: ToolCommand {
        static let configuration = CommandConfiguration(abstract: "What either has.")
        @OptionGroup var operands: Operands

        func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
            try GTIDCommand.print(.union, operands)
        }
    }

    /// What both have.
    struct Intersect: ToolCommand {
        static let configuration = CommandConfiguration(abstract: "What both have.")
        @OptionGroup var operands: Operands

        func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
            try GTIDCommand.print(.intersect, operands)
        }
    }

    /// Whether the first has all that the second has.
    struct Contains: ToolCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Whether the first has all that the second has: yes with status 0, or what is missing with status 5."
        )
        @OptionGroup var operands: Operands

        func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
            let (left, right) = try operands.read()
            return try GTIDCommand.compared {
                let isContained = try GTIDOperation.contains(left, right)
                let missing = try GTIDOperation.subtract.result(of: right, and: left)
                try GTIDCommand.write(isContained ? "yes" : "no, missing: \(missing)")
                return isContained ? .success : .mismatch
            }
        }
    }

    /// How many transactions there are.
    struct Count: ToolCommand {
        static let configuration = CommandConfiguration(
            abstract: "How many transactions the first has, or has and the second has not; of MariaDB, at most."
        )

        @Argument(help: ArgumentHelp("A set or position.", valueName: "a"))
        var left: GTIDArgument

        @Argument(help: ArgumentHelp("Another one, which is taken away first.", valueName: "b"))
        var right: GTIDArgument?

        func execute(_ selection: OptionFileSelection) async throws -> ExitStatus {
            let mine = try left.gtids()
            return try GTIDCommand.compared {
                guard let right else {
                    try GTIDCommand.writeCount(GTIDOperation.count(mine), of: mine)
                    return .success
                }
                let theirs = try right.gtids()
                let count = try GTIDOperation.count(mine.like(theirs), without: theirs.like(mine))
                try GTIDCommand.writeCount(count, of: mine)
                return .success
            }
        }
    }

    private static func print(_ operation: GTIDOperation, _ operands: Operands) throws -> ExitStatus {
        let (left, right) = try operands.read()
        return try compared {
            try write("\(try operation.result(of: left, and: right))")
            return .success
        }
    }

    /// Tells what cannot be compared as an answer, not as a failure to read.
    private static func compared(_ body: () throws -> ExitStatus) throws -> ExitStatus {
        do {
            return try body()
        } catch let error as GTIDOperationError {
            StandardError.print("binlogpos: \(error)")
            return .mismatch
        }
    }

    private static func writeCount(_ count: UInt64, of gtids: ExecutedGTIDs) throws {
        if gtids.flavour == .mariaDB, count > 0 {
            StandardError.print("binlogpos: at most: MariaDB may leave numbers out")
        }
        try write("\(count)")
    }

    private static func write(_ line: String) throws {
        var output = OutputStream()
        output.text.append(text: line + "\n")
        try output.flush()
    }
}
