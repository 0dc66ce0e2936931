// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay
import ReplaySinkPostgres

/// A PostgreSQL sink that is never asked to be strict.
struct OverwritingSink: Sink {
    let base: PostgresSink

    var name: String { base.name }
    var maximumWriters: Int { base.maximumWriters }

    func target(of table: TableName) -> TableName { base.target(of: table) }

    func withSession<Result>(_ body: (any SinkSession) async throws -> Result) async throws -> Result {
        try await base.withSession { try await body(Session(base: $0)) }
    }

    private final class Session: SinkSession {
        let base: any SinkSession

        init(base: any SinkSession) { self.base = base }

        func prepareBookkeeping() async throws(SinkError) { try await base.prepareBookkeeping() }
        func checkpoints() async throws(SinkError) -> [Checkpoint] { try await base.checkpoints() }
        func claims() async throws(SinkError) -> [TableClaim] { try await base.claims() }
        func claim(_ claim: TableClaim) async throws(SinkError) { try await base.claim(claim) }
        func describe(_ table: TableName) async throws(SinkError) -> TargetTable? { try await base.describe(table) }
        func create(_ table: NewTable) async throws(SinkError) { try await base.create(table) }
        func check(_ plan: TablePlan) async throws(SinkError) { try await base.check(plan) }
        func begin() async throws(SinkError) { try await base.begin() }
        func commit(_ checkpoint: Checkpoint) async throws(SinkError) { try await base.commit(checkpoint) }
        func rollback() async throws(SinkError) { try await base.rollback() }

        func apply(_ batch: ChangeBatch, from index: Int, as mode: ApplyMode) async throws(SinkError) -> ApplyOutcome {
            try await base.apply(batch, from: index, as: .overwrite)
        }
    }
}
#endif
