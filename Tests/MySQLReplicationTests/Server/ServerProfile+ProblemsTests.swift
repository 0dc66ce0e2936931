// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct ServerProfileProblemsTests {
    private func problems(_ changes: [String: String], grants: [String]? = nil) -> [ServerProfile.Problem] {
        let variables = ServerProfileTests.mysql.merging(changes) { $1 }
        return ServerProfile(variables: variables, grants: grants).problems
    }

    @Test func `a server that logs full rows has none`() {
        #expect(problems([:]).isEmpty)
    }

    @Test func `each setting that stands in the way is told with what to do`() {
        #expect(problems(["log_bin": "OFF"]) == [.logOff])
        #expect(problems(["server_id": "0"]) == [.serverIDZero])
        #expect(problems(["binlog_format": "MIXED"]) == [.formatNotRow("MIXED")])
        #expect(problems(["binlog_row_image": "MINIMAL"]) == [.partialRowImage("MINIMAL")])
        #expect(problems(["binlog_row_value_options": "PARTIAL_JSON"]) == [.partialJSON])
        #expect(problems(["binlog_checksum": "SHA3"]) == [.unknownChecksum("SHA3")])
        #expect(problems(["binlog_checksum": "NONE"]).isEmpty)
        #expect(problems(["binlog_storage_engine": "innodb"]) == [.logInEngine("innodb")])
        for problem in problems(["log_bin": "OFF", "server_id": "0", "binlog_format": "STATEMENT"]) {
            #expect(problem.description.contains("; "))
        }
        #expect(ServerProfile.Problem.logOff.isFatal)
        #expect(!ServerProfile.Problem.formatNotRow("MIXED").isFatal)
    }

    @Test func `a privilege that is missing is named`() throws {
        let found = problems([:], grants: ["GRANT SELECT, INSERT ON *.* TO `U`@`%`"])
        #expect(found.count == 2)
        let first = try #require(found.first)
        #expect(first.isFatal)
        #expect(first.advice == "GRANT REPLICATION SLAVE ON *.* to the account")
    }

    @Test(arguments: [
        ["GRANT ALL PRIVILEGES ON *.* TO `ROOT`@`%` WITH GRANT OPTION"],
        ["GRANT USAGE ON *.* TO `U`@`%`", "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `U`@`%`"],
        ["GRANT USAGE ON *.* TO `U`@`%`", "GRANT `READER`@`%` TO `U`@`%`"],
    ])
    func `privileges that are granted, or may be by a role, are no problem`(_ grants: [String]) {
        #expect(problems([:], grants: grants).isEmpty)
    }

    @Test func `privileges on one database do not count`() {
        #expect(problems([:], grants: ["GRANT ALL PRIVILEGES ON `SHOP`.* TO `U`@`%`"]).count == 2)
    }
}
