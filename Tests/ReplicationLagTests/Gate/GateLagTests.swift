// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes
import ReplicationLag
import Testing

/// Gates that allow a lag.
@Suite struct GateLagTests {
    private let uuid = GateScene.sourceUUID

    private func gate(stable: Duration = .zero, allowing lag: Duration) -> Gate {
        var conditions = Gate.Conditions(stable: stable)
        conditions.maximumLag = lag
        return Gate(conditions)
    }

    /// The verdict of the last of so many looks at a scene that stays.
    private func last(_ gate: inout Gate, _ scene: inout GateScene, of count: Int) throws -> Gate.Verdict {
        for _ in 1..<count { _ = gate.judge(try scene.look()) }
        return gate.judge(try scene.look())
    }

    @Test func `an allowed lag is proved by what the source had committed so long ago`() throws {
        var scene = GateScene.gtid()
        var gate = gate(allowing: .milliseconds(450))
        scene.executed = "\(uuid):1-9"
        scene.committed = "\(uuid):1-10"
        #expect(try last(&gate, &scene, of: 3).waiting?.contains("more than") == true)
        for number in 11...20 {
            scene.committed = "\(uuid):1-\(number)"
            scene.executed = "\(uuid):1-\(number - 3)"
            let verdict = gate.judge(try scene.look())
            if number < 15 { continue }
            let proof = try #require(verdict.proof)
            #expect(proof.method == .lag && proof.lag == .milliseconds(302))
        }
        scene.executed = "\(uuid):1-17"
        #expect(try last(&gate, &scene, of: 4).waiting?.contains("up to") == true)
    }

    @Test func `a lag that is allowed for long is proved by looks as few as it needs`() throws {
        var scene = GateScene.gtid()
        var gate = gate(allowing: .seconds(60))
        scene.executed = "\(uuid):1-9"
        // It never catches up, and only looks of the allowed time are remembered, a few hundred of them.
        for number in 10...2_000 {
            scene.committed = "\(uuid):1-\(number)"
            #expect(gate.judge(try scene.look()).proof == nil)
        }
        scene.executed = "\(uuid):1-1900"
        _ = gate.judge(try scene.look())
        let proof = try #require(gate.judge(try scene.look()).proof)
        #expect(proof.lag >= .seconds(10) && proof.lag <= .seconds(12))
    }

    @Test func `a source that writes nothing needs no history`() throws {
        var scene = GateScene.gtid()
        var gate = gate(stable: .seconds(1), allowing: .milliseconds(450))
        #expect(try last(&gate, &scene, of: 20).proof?.lag == .milliseconds(2))
    }
}
