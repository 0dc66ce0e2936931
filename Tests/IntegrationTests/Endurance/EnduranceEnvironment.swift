// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport

/// What the environment says of endurance tests; `scripts/endurance` sets it.
struct EnduranceEnvironment {
    private let variables = ProcessInfo.processInfo.environment

    /// Whether the long version is asked for.
    var isFull: Bool { variables["ENDURANCE"] == "1" }

    /// A part of the names of the cases to run.
    var only: String? { variables["ENDURANCE_ONLY"] }

    /// The file that a line for each case is appended to.
    var table: String? { variables["ENDURANCE_TABLE"] }

    /// The program that follows: the one beside the tests, or the one that `ENDURANCE_TOOL` names.
    var tool: String { variables["ENDURANCE_TOOL"] ?? Tool("binlogtail").path }

    /// A number, if it is set.
    func number(_ name: String) -> Int? { variables[name].flatMap { Int($0) } }
}
