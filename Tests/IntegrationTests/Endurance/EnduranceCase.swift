// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import Testing

/// One server that is written to, followed, cut and killed.
struct EnduranceCase: Sendable, CustomTestStringConvertible {
    /// What the server is and how it resumes.
    let name: String
    let wish: ServerControl.Wish

    /// How much is written and broken.
    var transactions = 2_000
    var kills = 6
    var hugeTransactions = 1
    var hugeBytes = 4 << 20
    var writers = 3
    var seed = SeededRandom.defaultSeed

    init(_ name: String, _ kind: String, _ options: [String] = []) {
        self.name = name
        // What is committed survives SIGKILL, in the tables as in the log.
        let durable = ["--cnf", "innodb_flush_log_at_trx_commit=1", "--cnf", "sync_binlog=1"]
        wish = ServerControl.Wish(kind, options: durable + options)
    }

    var testDescription: String { name }

    /// The configurations that issue and suite ask for.
    static let all = [
        EnduranceCase("mysql97 by GTID", "mysql97", ["--gtid", "on"]),
        EnduranceCase("mysql97 by position", "mysql97", ["--gtid", "off"]),
        EnduranceCase("mariadb1011 by GTID", "mariadb1011"),
        EnduranceCase("mariadb118 by GTID", "mariadb118"),
        EnduranceCase(
            "mysql97 encrypted and compressed",
            "mysql97",
            ["--gtid", "on", "--encryption", "on", "--compression", "on"]
        ),
        EnduranceCase(
            "mariadb118 encrypted and compressed",
            "mariadb118",
            ["--encryption", "on", "--compression", "on"]
        ),
    ]

    /// Those that the suite has time for; `ENDURANCE` runs all of them, at full length or as its variables say.
    static let chosen: [EnduranceCase] = {
        let environment = EnduranceEnvironment()
        guard environment.isFull else { return [all[0], all[1], all[3]] }
        return all.filter { environment.only.map($0.name.contains) ?? true }.map { one in
            var one = one
            one.transactions = environment.number("ENDURANCE_TRANSACTIONS") ?? 200_000
            one.kills = environment.number("ENDURANCE_KILLS") ?? 50
            one.hugeTransactions = environment.number("ENDURANCE_HUGE") ?? 3
            one.hugeBytes = (environment.number("ENDURANCE_HUGE_MIB") ?? 200) << 20
            return one
        }
    }()
}
