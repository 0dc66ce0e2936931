// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay

/// A session of the target; all of its calls block the thread that the sink runs it on.
final class PostgresSession: SinkSession {
    let connection: PostgresConnection
    let interrupt: Interrupt
    let sink: PostgresSink
    var writer: ValueWriter
    /// Statements for the tables of plans.
    var statements: [ObjectIdentifier: TableStatements] = [:]
    /// Names of statements that were prepared.
    var prepared: Set<String> = []
    var statementCount = 0
    /// Whether a transaction is open on the server; it is begun with the first change.
    var isOpen = false
    /// Whether it has a savepoint of a batch.
    var hasBatchSavepoint = false
    /// What had been replaced at the mark; nil where there is none.
    private var marked: Substitutions?
    var parameters = PostgresParameters()

    /// Numbers of advisory locks: the sink's, then what it is for.
    static let lockClass: Int32 = 0x6364_6372
    /// Held, shared, by every transaction that changes rows.
    static let transactionMarker: Int32 = 1
    /// Statements that are kept prepared.
    private static let statementLimit = 2000
    /// Held while tables are made.
    static let makingTables: Int32 = 2

    init(_ sink: PostgresSink, _ interrupt: Interrupt) throws(SinkError) {
        self.sink = sink
        self.interrupt = interrupt
        writer = ValueWriter(zeroDates: sink.options.zeroDates, nulBytes: sink.options.nulBytes)
        let milliseconds = max(Int(sink.options.lockTimeout / .milliseconds(1)), 1)
        do throws(PostgresError) {
            connection = try PostgresConnection(sink.configuration, interrupt: interrupt)
            try connection.execute("SET lock_timeout = \(milliseconds)")
        } catch {
            throw SinkError(error)
        }
        sink.shared.began(connection.serverProcess)
    }

    /// Ends the session; what it has not committed is undone by the server.
    func close() {
        sink.shared.ended(connection.serverProcess)
        statements = [:]
    }

    func begin() async throws(SinkError) {
        isOpen = false
        hasBatchSavepoint = false
        marked = nil
        writer.counts = Substitutions()
    }

    /// Forgets prepared statements where they are many: those of old plans, and of many patterns of NULL in rows without a key.
    func limitStatements() throws(SinkError) {
        guard prepared.count > PostgresSession.statementLimit else { return }
        statements = [:]
        prepared = []
        try translated { () throws(PostgresError) in try connection.execute("DEALLOCATE ALL") }
    }

    func mark() async throws(SinkError) {
        let isOpened = try translated { () throws(PostgresError) in try open() }
        guard isOpened else { throw SinkError(.contention, "the transaction could not be begun") }
        let mark = PostgresSession.markName
        let release = marked == nil ? "" : "RELEASE SAVEPOINT \(mark); "
        try translated { () throws(PostgresError) in try connection.execute(release + "SAVEPOINT \(mark)") }
        hasBatchSavepoint = false
        marked = writer.counts
    }

    func rollbackToMark() async throws(SinkError) {
        try translated { () throws(PostgresError) in
            try connection.execute("ROLLBACK TO SAVEPOINT \(PostgresSession.markName)")
        }
        hasBatchSavepoint = false
        if let marked { writer.counts = marked }
    }

    private static let markName = "cdcreplay_mark"

    func rollback() async throws(SinkError) {
        isOpen = false
        try translated { () throws(PostgresError) in
            if connection.transactionState != "I" { try connection.execute("ROLLBACK") }
        }
    }

    func commit(_ checkpoint: Checkpoint) async throws(SinkError) {
        let isOpened = try translated { () throws(PostgresError) in try open() }
        guard isOpened else { throw SinkError(.contention, "the transaction could not be begun") }
        let table = BookkeepingTable.checkpoints
        let name = "checkpoint"
        var answers: [PostgresConnection.Answer] = []
        do throws(PostgresError) {
            try connection.beginPipeline()
            let isPrepared = prepared.contains(name)
            if !isPrepared { try connection.queue(preparing: name, upsert(table)) }
            parameters.removeAll()
            for value in checkpoint.fields { parameters.append(value) }
            try connection.queue(prepared: name, parameters)
            try connection.queue("COMMIT")
            try connection.sync()
            answers = try drain()
            if !isPrepared, case .done? = answers.first { prepared.insert(name) }
        } catch {
            throw SinkError(
                .outcomeUnknown,
                "the connection was lost while the transaction was committed: \(error)",
                underlying: error
            )
        }
        isOpen = false
        for answer in answers {
            if case .refused(let error) = answer { throw SinkError(error) }
        }
        guard !answers.contains(.rolledBack) else {
            throw SinkError(.rejected, "the transaction was rolled back by the server")
        }
        sink.shared.count(writer.counts)
        writer.counts = Substitutions()
    }

    /// Begins the transaction on the server, where that is not done; false where the server refuses.
    ///
    /// Nothing of it is sent before the server has answered, so whoever sees no marker can be sure that no COMMIT is on its way.
    func open() throws(PostgresError) -> Bool {
        guard !isOpen else { return true }
        try connection.beginPipeline()
        try queueBegin()
        try connection.sync()
        let answers = try drain()
        isOpen = answers.allSatisfy { if case .refused = $0 { false } else { true } }
        return isOpen
    }

    func queueBegin() throws(PostgresError) {
        try connection.queue("BEGIN")
        try connection.queue(
            "SELECT pg_advisory_xact_lock_shared(\(PostgresSession.lockClass), \(PostgresSession.transactionMarker))"
        )
    }

    /// Reads the answers up to the sync, and ends the pipeline.
    func drain() throws(PostgresError) -> [PostgresConnection.Answer] {
        var answers: [PostgresConnection.Answer] = []
        while true {
            let answer = try connection.nextAnswer()
            if answer == .synced { break }
            answers.append(answer)
        }
        try connection.endPipeline()
        return answers
    }

    /// Does something and says what a failure means for the replay.
    @discardableResult
    func translated<Result>(_ body: () throws(PostgresError) -> Result) throws(SinkError) -> Result {
        do throws(PostgresError) {
            return try body()
        } catch {
            throw SinkError(error)
        }
    }
}
#endif
