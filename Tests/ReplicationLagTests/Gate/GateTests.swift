// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes
import ReplicationLag
import Testing

/// Every verdict, from looks that tests make up.
@Suite struct GateTests {
    static let scenes: [@Sendable () -> GateScene] = [GateScene.gtid, GateScene.position, GateScene.mariaDB]

    private let uuid = GateScene.sourceUUID
    private let own = GateScene.replicaUUID

    private func gate(
        stable: Duration = .zero,
        _ change: (inout Gate.Conditions) -> Void = { _ in }
    ) -> Gate {
        var conditions = Gate.Conditions(stable: stable)
        change(&conditions)
        return Gate(conditions)
    }

    /// The verdict of the last of so many looks at a scene that stays.
    private func last(_ gate: inout Gate, _ scene: inout GateScene, of count: Int) throws -> Gate.Verdict {
        for _ in 1..<count { _ = gate.judge(try scene.look()) }
        return gate.judge(try scene.look())
    }

    @Test(arguments: scenes.indices)
    func `it opens when everything is applied, at the second look at the earliest`(_ index: Int) throws {
        var scene = GateTests.scenes[index]()
        var gate = gate()
        #expect(gate.judge(try scene.look()).waiting != nil)
        _ = gate.judge(try scene.look())
        let proof = try #require(gate.judge(try scene.look()).proof)
        #expect(proof.method == (index == 1 ? .positionEquality : .gtidEquality))
        #expect(proof.looks >= 2 && proof.stable >= .milliseconds(100))
        #expect(proof.reverse?.file == "own.000001" && proof.reverse?.position == 77)
    }

    @Test(arguments: scenes.indices)
    func `it opens only after the stable time, and a write begins it anew`(_ index: Int) throws {
        var scene = GateTests.scenes[index]()
        var gate = gate(stable: .milliseconds(500))
        #expect(try last(&gate, &scene, of: 4).waiting != nil)
        scene.end.offset += 1
        scene.status["Exec_Master_Log_Pos"] = "\(scene.end.offset)"
        #expect(try last(&gate, &scene, of: 5).waiting != nil)
        #expect(try last(&gate, &scene, of: 3).proof != nil)
    }

    @Test(arguments: scenes.indices)
    func `a source that writes between its two readings keeps it closed`(_ index: Int) throws {
        var scene = GateTests.scenes[index]()
        var gate = gate()
        scene.endAfter = BinlogFilePosition(file: scene.end.file, offset: scene.end.offset + 500)
        #expect(try last(&gate, &scene, of: 5).waiting?.contains("still writes") == true)
    }

    @Test func `a transaction that is not applied keeps it closed, however the positions are`() throws {
        var scene = GateScene.gtid()
        scene.executed = "\(uuid):1-9"
        var gate = gate()
        #expect(try last(&gate, &scene, of: 3).waiting?.contains("1 transactions") == true)
        scene = GateScene.position()
        scene.status["Exec_Master_Log_Pos"] = "900"
        gate = self.gate()
        #expect(try last(&gate, &scene, of: 3).waiting?.contains("100 bytes") == true)
        scene = GateScene.mariaDB()
        scene.executed = "0-1-8"
        gate = self.gate()
        #expect(try last(&gate, &scene, of: 3).waiting?.contains("2 transactions") == true)
    }

    @Test func `a hole in the executed set is not applied, whatever comes behind it`() throws {
        var scene = GateScene.gtid()
        scene.executed = "\(uuid):1-4:6-10"
        var gate = gate()
        #expect(try last(&gate, &scene, of: 3).waiting != nil)
    }

    @Test func `GTIDs do not open it for a replica that follows by position, which may lack anonymous transactions`()
        throws
    {
        var scene = GateScene.gtid()
        scene.status["Auto_Position"] = "0"
        scene.status["Exec_Master_Log_Pos"] = "900"
        var gate = gate()
        #expect(try last(&gate, &scene, of: 3).waiting?.contains("100 bytes") == true)
        // And a position does not open it where GTIDs contradict.
        scene.status["Exec_Master_Log_Pos"] = "1000"
        scene.executed = "\(uuid):1-9"
        #expect(try last(&gate, &scene, of: 3).waiting?.contains("gtid_executed lacks \(uuid):10:") == true)
    }

    @Test func `a write of the replica's own does not stand for one of the source on MariaDB`() throws {
        var scene = GateScene.mariaDB()
        // gtid_current_pos would be 0-2-10.
        scene.executed = "0-1-9"
        scene.replicaLog = "0-1-9,0-2-10"
        var gate = gate()
        let verdict = try last(&gate, &scene, of: 10)
        #expect(verdict.mismatch?.contains("0-2-10") == true)
    }

    @Test func `the same number of another server is another history`() throws {
        var scene = GateScene.mariaDB()
        scene.executed = "0-3-10"
        var gate = gate()
        #expect(gate.judge(try scene.look()).mismatch?.contains("not the same") == true)
    }

    @Test func `every domain of the source counts`() throws {
        var scene = GateScene.mariaDB()
        scene.committed = "0-1-10,7-1-3"
        scene.sourceLog = scene.committed
        var gate = gate()
        #expect(try last(&gate, &scene, of: 3).waiting?.contains("3 transactions") == true)
        scene.executed = "0-1-10,7-1-3"
        #expect(try last(&gate, &scene, of: 2).proof != nil)
    }

    @Test func `a replica that follows MariaDB by position need not know domains from before its copy`() throws {
        var scene = GateScene.mariaDB()
        scene.status["Using_Gtid"] = "No"
        scene.committed = "0-1-10,7-1-3"
        scene.sourceLog = scene.committed
        var gate = gate()
        #expect(try last(&gate, &scene, of: 2).proof?.method == .positionEquality)
        scene.executed = "0-1-9"
        #expect(gate.judge(try scene.look()).waiting?.contains("1 transactions") == true)
    }

    @Test func `a position that MySQL's applier has not committed yet is no proof`() throws {
        var scene = GateScene.position()
        scene.status["Slave_SQL_Running_State"] = "waiting for handler commit"
        var gate = gate()
        #expect(try last(&gate, &scene, of: 4).waiting?.contains("at work") == true)
        scene.status["Slave_SQL_Running_State"] = "Slave has read all relay log; waiting for more updates"
        #expect(try last(&gate, &scene, of: 2).proof != nil)
    }

    @Test func `a transaction in the source's log that it has not committed yet keeps it closed`() throws {
        var scene = GateScene.gtid()
        scene.status["Master_Log_File"] = scene.end.file
        scene.status["Read_Master_Log_Pos"] = "900"
        var gate = gate()
        #expect(try last(&gate, &scene, of: 4).waiting?.contains("the receiver has") == true)
        scene.status["Read_Master_Log_Pos"] = "1000"
        scene.status["Retrieved_Gtid_Set"] = "\(uuid):1-11"
        #expect(try last(&gate, &scene, of: 4).waiting?.contains("\(uuid):11") == true)
        scene.status["Retrieved_Gtid_Set"] = "\(uuid):1-10"
        #expect(try last(&gate, &scene, of: 2).proof != nil)
    }

    @Test func `transactions of the replica's own are a mismatch once they last`() throws {
        var scene = GateScene.gtid()
        scene.executed = "\(uuid):1-10,\(own):1-2"
        var gate = gate()
        let first = gate.judge(try scene.look())
        #expect(first.mismatch == nil && first.proof == nil)
        #expect(try last(&gate, &scene, of: 10).mismatch?.contains("\(own):1-2") == true)
    }

    @Test func `a transaction that the source is about to commit is none of the replica's own`() throws {
        var scene = GateScene.gtid()
        var gate = gate(stable: .milliseconds(300))
        for last in 11...20 {
            // The replica has it before the source shows it.
            scene.executed = "\(uuid):1-\(last)"
            #expect(gate.judge(try scene.look(after: 200)).waiting != nil)
            scene.committed = scene.executed
        }
        #expect(try last(&gate, &scene, of: 6).proof != nil)
    }

    @Test func `transactions that were accepted do not close it`() throws {
        let accepted = try ErrantGTIDs("\(own):1-2", flavour: .mysql)
        var scene = GateScene.gtid()
        scene.executed = "\(uuid):1-10,\(own):1-2"
        var gate = gate { $0.accepted = accepted }
        #expect(try last(&gate, &scene, of: 2).proof?.accepted == accepted)
        scene.executed = "\(uuid):1-10,\(own):1-3"
        #expect(try last(&gate, &scene, of: 10).mismatch?.contains("\(own):3") == true)
    }

    @Test func `other channels' transactions are not the replica's own, and its own are`() throws {
        var scene = GateScene.gtid()
        scene.channelCount = 2
        scene.executed = "\(uuid):1-10,77777777-e597-11f1-9575-02fc00000003:1-5"
        var gate = gate()
        #expect(try last(&gate, &scene, of: 2).proof?.caveats.contains { $0.contains("other sources") } == true)
        scene.executed = "\(uuid):1-10,\(own):1"
        #expect(try last(&gate, &scene, of: 10).mismatch != nil)
    }

    @Test func `a source that lost its log is a mismatch`() throws {
        var scene = GateScene.position()
        scene.end = BinlogFilePosition(file: "binlog.000001", offset: 500)
        var gate = gate()
        #expect(try last(&gate, &scene, of: 10).mismatch?.contains("executed more") == true)
        scene = GateScene.gtid()
        scene.committed = "\(uuid):1-8"
        gate = self.gate()
        #expect(try last(&gate, &scene, of: 10).mismatch?.contains("\(uuid):9-10") == true)
    }

    @Test func `another source is a mismatch at once`() throws {
        var gate = gate()
        var scene = GateScene.gtid()
        scene.status["Master_UUID"] = own
        #expect(gate.judge(try scene.look()).mismatch?.contains("follows the server") == true)
        scene = GateScene.mariaDB()
        scene.status["Master_Server_Id"] = "9"
        gate = self.gate()
        #expect(gate.judge(try scene.look()).mismatch?.contains("server_id 9") == true)
        scene = GateScene.gtid()
        scene.sourceIdentity = SourceIdentity(isMariaDB: false, uuid: SourceID(own), serverID: 1)
        gate = self.gate()
        #expect(gate.judge(try scene.look()).mismatch?.contains("one server") == true)
    }

    @Test func `another server that answers under the source's name is a mismatch`() throws {
        var scene = GateScene.gtid()
        var gate = gate(stable: .seconds(9))
        #expect(try last(&gate, &scene, of: 3).waiting != nil)
        scene.identityAfter = SourceIdentity(
            isMariaDB: false,
            uuid: SourceID("99999999-e597-11f1-9575-02fc00000009"),
            serverID: 1
        )
        #expect(gate.judge(try scene.look()).mismatch?.contains("in place of") == true)
    }

    @Test func `a stopped applier, worker or receiver ends the wait where something is left`() throws {
        for change in [
            { (scene: inout GateScene) in scene.status["Slave_SQL_Running"] = "No" },
            { (scene: inout GateScene) in scene.status["Slave_IO_Running"] = "No" },
            { (scene: inout GateScene) in scene.worker = "error 1062: duplicate" },
        ] {
            var scene = GateScene.gtid()
            change(&scene)
            // What is applied is applied, though nothing more will come.
            var gate = gate()
            #expect(try last(&gate, &scene, of: 2).proof != nil)
            scene.executed = "\(uuid):1-9"
            #expect(gate.judge(try scene.look()).stopped != nil)
        }
    }

    @Test func `an applier's error is told`() throws {
        var scene = GateScene.position()
        scene.status["Slave_SQL_Running"] = "No"
        scene.status["Last_SQL_Errno"] = "1062"
        scene.status["Last_SQL_Error"] = "duplicate entry"
        scene.status["Exec_Master_Log_Pos"] = "900"
        var gate = gate()
        #expect(gate.judge(try scene.look()).stopped?.contains("error 1062: duplicate entry") == true)
    }

    @Test func `a receiver may connect for a while`() throws {
        var scene = GateScene.gtid()
        scene.executed = "\(uuid):1-9"
        scene.status["Slave_IO_Running"] = "Connecting"
        var gate = gate { $0.connectingDelay = .seconds(1) }
        #expect(try last(&gate, &scene, of: 5).waiting?.contains("not connected") == true)
        #expect(gate.judge(try scene.look(after: 900)).stopped?.contains("not connected") == true)
    }

    @Test func `a receiver whose source is restarting may pause between its attempts, one that is refused may not`()
        throws
    {
        for (error, isPassing) in [("2003", true), ("1053", true), ("1045", false)] {
            var scene = GateScene.gtid()
            scene.executed = "\(uuid):1-9"
            scene.status["Slave_IO_Running"] = "Connecting"
            scene.status["Connect_Retry"] = "60"
            scene.status["Last_IO_Errno"] = error
            scene.status["Last_IO_Error"] = "error connecting"
            var gate = gate()
            _ = gate.judge(try scene.look())
            #expect((gate.judge(try scene.look(after: 60_000)).stopped == nil) == isPassing, "\(error)")
            #expect(gate.judge(try scene.look(after: 20_000)).stopped != nil, "\(error)")
        }
    }

    @Test func `a connection that was lost begins the proof anew, for the same source`() throws {
        var scene = GateScene.gtid()
        var gate = gate(stable: .milliseconds(300))
        #expect(try last(&gate, &scene, of: 3).proof == nil)
        gate.connectionLost()
        #expect(try last(&gate, &scene, of: 3).proof == nil)
        gate.connectionLost()
        scene.sourceIdentity = SourceIdentity(
            isMariaDB: false,
            uuid: SourceID("99999999-e597-11f1-9575-02fc00000009"),
            serverID: 1
        )
        #expect(gate.judge(try scene.look()).mismatch?.contains("in place of") == true)
    }

    @Test func `received GTIDs that cannot be read keep it closed`() throws {
        var scene = GateScene.gtid()
        scene.status["Retrieved_Gtid_Set"] = "\(uuid):1-"
        var gate = gate()
        #expect(try last(&gate, &scene, of: 4).waiting?.contains("cannot be told") == true)
    }

    @Test func `a source that takes writes is not read-only`() throws {
        var scene = GateScene.gtid()
        var gate = gate { $0.requiresReadOnly = true }
        #expect(try last(&gate, &scene, of: 4).waiting?.contains("super_read_only") == true)
        scene.readOnly = .superReadOnly
        #expect(try last(&gate, &scene, of: 2).proof != nil)
    }

    @Test func `a marker opens it while the source writes`() throws {
        var scene = GateScene.gtid()
        let marker = GateMarker(try scene.source())
        var gate = gate { $0.marker = marker }
        scene.executed = "\(uuid):1-9"
        scene.committed = "\(uuid):1-50"
        #expect(gate.judge(try scene.look()).waiting?.contains("1 transactions") == true)
        scene.executed = "\(uuid):1-12"
        let proof = try #require(gate.judge(try scene.look()).proof)
        #expect(proof.method == .marker && proof.marker == marker)
        #expect(proof.caveats.contains { $0.contains("behind the marker") })
    }

    @Test func `a marker by position is passed, or reached and committed`() throws {
        var scene = GateScene.position()
        let marker = GateMarker(try scene.source())
        var gate = gate { $0.marker = marker }
        scene.end.offset = 5_000
        scene.status["Slave_SQL_Running_State"] = "waiting for handler commit"
        #expect(try last(&gate, &scene, of: 3).waiting != nil)
        scene.status["Exec_Master_Log_Pos"] = "1001"
        #expect(gate.judge(try scene.look()).proof != nil)
    }

    @Test func `a marker's row must be there too`() throws {
        var scene = GateScene.mariaDB()
        let marker = GateMarker(try scene.source(), table: "ops.marker", token: "x")
        var gate = gate { $0.marker = marker }
        scene.hasMarkerRow = false
        #expect(gate.judge(try scene.look()).waiting?.contains("ops.marker") == true)
        scene.hasMarkerRow = true
        #expect(gate.judge(try scene.look()).proof != nil)
    }

    @Test func `filters are told`() throws {
        var scene = GateScene.gtid()
        scene.status["Replicate_Ignore_DB"] = "test"
        var gate = gate()
        let proof = try #require(try last(&gate, &scene, of: 2).proof)
        #expect(proof.caveats.contains { $0.contains("replicate_ignore_db=test") })
        #expect(proof.caveats.contains { $0.contains("takes writes") })
    }

    @Test func `what cannot be compared is never open`() throws {
        var scene = GateScene.mariaDB()
        scene.committed = nil
        var gate = gate()
        #expect(try last(&gate, &scene, of: 5).waiting?.contains("gtid_binlog_pos") == true)
        scene = GateScene.position()
        scene.status["Relay_Master_Log_File"] = "other.000002"
        gate = self.gate()
        #expect(try last(&gate, &scene, of: 5).waiting?.contains("cannot be compared") == true)
    }
}
