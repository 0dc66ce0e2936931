// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import ReplicationLag
import Testing

@Suite struct LagStateTests {
    private static let some = Backlog(proof: .gtid, transactions: 3, isNothing: false)
    private static let none = Backlog(proof: .gtid, transactions: 0, isNothing: true)

    private func state(
        _ fields: [String: String],
        _ backlog: Backlog? = some,
        writes: Bool? = true,
        lag: Int64? = nil
    ) throws -> LagState {
        LagState(of: try replica(at: 100, fields), backlog: backlog, sourceWrites: writes, lag: lag)
    }

    @Test func `who lacks something is behind, who lacks nothing is caught up or idle`() throws {
        #expect(try state([:]) == .behind)
        #expect(try state([:], LagStateTests.none) == .caughtUp)
        #expect(try state([:], LagStateTests.none, writes: nil) == .caughtUp)
        #expect(try state([:], LagStateTests.none, writes: false) == .idle)
    }

    @Test func `a stopped thread is told with its error, whatever is left`() throws {
        let broken = ["Replica_SQL_Running": "No", "Last_SQL_Errno": "1062", "Last_SQL_Error": "Duplicate entry"]
        #expect(try state(broken, LagStateTests.none).reason == "the applier stopped with error 1062: Duplicate entry")
        #expect(try state(["Replica_SQL_Running": "No"]).isStopped)
        #expect(try state(["Replica_IO_Running": "No"], LagStateTests.none).isStopped)
        let lost = ["Replica_IO_Running": "Connecting", "Last_IO_Errno": "2003", "Last_IO_Error": "no route"]
        #expect(try state(lost).reason == "the receiver is not connected and tries again, error 2003: no route")
    }

    @Test func `what a worker says of its error is told in place of what the coordinator says of the worker`() throws {
        var reading = try replica(
            at: 100,
            ["Replica_SQL_Running": "No", "Last_SQL_Errno": "1062", "Last_SQL_Error": "Coordinator stopped because …"]
        )
        var worker = ApplierWorker(id: 3)
        worker.failure = "error 1062: Duplicate entry '7' for key 't.PRIMARY'"
        reading.workers = [ApplierWorker(id: 1), worker]
        let state = LagState(of: reading, backlog: LagStateTests.some, sourceWrites: true)
        #expect(state.reason == "the applier stopped with error 1062: Duplicate entry '7' for key 't.PRIMARY'")
    }

    @Test func `a delay explains a lag that is not longer, and a longer one where the applier only waits`() throws {
        let delay = ["SQL_Delay": "60"]
        #expect(try state(delay, lag: 59_000_000) == .delayed(seconds: 60))
        #expect(try state(delay, lag: 90_000_000) == .behind)
        #expect(try state(["SQL_Delay": "60", "SQL_Remaining_Delay": "1"], lag: 90_000_000) == .delayed(seconds: 60))
        #expect(try state(delay, LagStateTests.none) == .caughtUp)
    }

    @Test func `what cannot be compared is unknown, and never caught up`() throws {
        #expect(try state([:], nil).name == "UNKNOWN")
    }

    @Test func `a server that does not tell about its threads is unknown`() throws {
        #expect(try state(["Replica_SQL_Running": ""], LagStateTests.none).name == "UNKNOWN")
    }
}
