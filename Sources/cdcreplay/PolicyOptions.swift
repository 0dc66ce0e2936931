// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ChangeReplay
import CommandLineKit

/// The options that say what becomes of rows that cannot be replayed as the source had them.
struct PolicyOptions: ParsableArguments {
    /// What is done where the target is otherwise than the source was.
    enum Conflict: String, ExpressibleByArgument, CaseIterable, Sendable {
        case stop, overwrite, ignore, log

        var policy: ReplayPolicies.Conflict {
            switch self {
            case .stop: .stop
            case .overwrite: .overwrite
            case .ignore: .ignore
            case .log: .log
            }
        }
    }

    /// What is done about a change that the target refuses.
    enum Refusal: String, ExpressibleByArgument, CaseIterable, Sendable {
        case stop, log
        case suspendTable = "suspend-table"

        var policy: ReplayPolicies.Refusal {
            switch self {
            case .stop: .stop
            case .log: .log
            case .suspendTable: .suspendTable
            }
        }
    }

    /// What is done about dates that the target does not have.
    enum ZeroDate: String, ExpressibleByArgument, CaseIterable, Sendable {
        case stop, null, text
    }

    /// What is done about U+0000 in text that the target cannot hold.
    enum NulByte: String, ExpressibleByArgument, CaseIterable, Sendable {
        case stop, strip
    }

    @Option(
        help: ArgumentHelp(
            """
            What becomes of a new row, or a row's new keys, that are there already: stop before its transaction; overwrite what is \
            there; ignore, which leaves the change out and writes it to cdcreplay_exception in the target; log, which does the same \
            and tells it at once (default: stop).
            """,
            valueName: "policy"
        )
    )
    var insertExists: Conflict = .stop

    @Option(
        help: ArgumentHelp(
            """
            What becomes of a change of a row that is not there: stop; overwrite, which puts the row in where the log tells all of \
            it, and stops where not; ignore; log (default: stop).
            """,
            valueName: "policy"
        )
    )
    var updateMissing: Conflict = .stop

    @Option(
        help: ArgumentHelp(
            "What becomes of the removal of a row that is not there: stop; overwrite, which takes it as done; ignore; log (default: stop).",
            valueName: "policy"
        )
    )
    var deleteMissing: Conflict = .stop

    @Option(
        help: ArgumentHelp(
            """
            What becomes of a change that the target refuses, or whose values or table have no equal there: stop; log, which leaves \
            it out, writes it to cdcreplay_exception and tells it; suspend-table, which does so with it and all later changes of \
            its table, until the table's row is taken out of cdcreplay_suspension in the target (default: stop).
            """,
            valueName: "policy"
        )
    )
    var onError: Refusal = .stop

    @Option(
        help: ArgumentHelp(
            """
            What becomes of dates that are zero, partial or not on the calendar, which PostgreSQL does not have: stop; null; text, \
            for which --create-tables makes columns of dates as text (default: stop). Other targets take them as they are.
            """,
            valueName: "policy"
        )
    )
    var zeroDate: ZeroDate?

    @Option(
        help: ArgumentHelp(
            "What becomes of U+0000 in text, which PostgreSQL cannot hold: stop, or strip (default: stop). Other targets take it as it is.",
            valueName: "policy"
        )
    )
    var nulByte: NulByte?

    /// The policies as the engine takes them.
    var policies: ReplayPolicies {
        var policies = ReplayPolicies()
        policies.insertExists = insertExists.policy
        policies.updateMissing = updateMissing.policy
        policies.deleteMissing = deleteMissing.policy
        policies.refused = onError.policy
        return policies
    }

    /// Refuses options about values that the target takes as they are.
    func checkValuesKept(by target: String) throws(UsageError) {
        if zeroDate != nil { throw UsageError("\(target) takes every date as it is: leave --zero-date out") }
        if nulByte != nil { throw UsageError("\(target) takes U+0000 as it is: leave --nul-byte out") }
    }
}
