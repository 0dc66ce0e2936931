// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// A connection to a PostgreSQL server that blocks the thread it is used on.
///
/// ```swift
/// let connection = try PostgresConnection(configuration, interrupt: interrupt)
/// let rows = try connection.query("SELECT $1::int8 + 1", parameters)
/// ```
///
/// A statement that the server refuses leaves the connection usable. Every other error closes it; the server notices that
/// within two seconds even in the middle of a statement, rolls back, and releases its locks.
package final class PostgresConnection {
    /// How to reach a server.
    package struct Configuration: Sendable {
        /// A URL (`postgres://user@host/database?sslmode=verify-full`) or libpq's list of options; what it does not tell comes from
        /// the environment (`PGHOST`, `PGPASSFILE`, …), as libpq does everywhere.
        package var address: String
        /// How long connecting may take, the login included.
        package var connectTimeout: Duration = .seconds(10)
        /// How long one call may wait for the server; nil is for ever.
        package var answerTimeout: Duration?

        /// Takes an address.
        package init(_ address: String) {
            self.address = address
        }
    }

    let library: LibPQ
    private let interrupt: Interrupt
    private let answerTimeout: Duration?
    private var closedBy: PostgresError?
    /// Bytes that were queued since the last flush, roughly.
    private var queued = 0
    /// Whether a pipeline is open.
    package private(set) var isPipeline = false

    /// Bytes that are queued before they are sent.
    private static let flushLimit = 32 << 10

    /// Connects and logs in; `interrupt` ends whatever the connection waits for, then and later.
    ///
    /// - Throws: ``PostgresError``.
    package init(_ configuration: Configuration, interrupt: Interrupt) throws(PostgresError) {
        self.interrupt = interrupt
        answerTimeout = configuration.answerTimeout
        if let problem = LibPQ.problem(in: configuration.address) { throw PostgresError(.address, problem) }
        library = try LibPQ(options: [
            ("fallback_application_name", "cdcreplay"), ("dbname", configuration.address), ("client_encoding", "UTF8"),
        ])
        let deadline = ContinuousClock.now + configuration.connectTimeout
        // The library says what it waits for, first of all to write.
        var progress = LibPQ.Progress.writing
        while progress != .ready {
            guard progress != .failed else { throw library.failure(.connect) }
            let isReading = progress == .reading
            switch interrupt.wait(for: library.socket, reading: isReading, writing: !isReading, until: deadline) {
            case .readable, .writable: progress = library.advance()
            case .deadline:
                throw PostgresError(.connect, "no connection within \(configuration.connectTimeout)")
            case .interrupt: throw PostgresError(.cancelled, "cancelled while connecting")
            }
        }
        library.beginUse()
        try execute(
            """
            SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET bytea_output = 'hex';
            SET extra_float_digits = 1; SET standard_conforming_strings = on
            """
        )
        // A session whose client is gone must not keep its locks; not every system that servers run on can find that out.
        for setting in [
            "client_connection_check_interval = 2000", "tcp_keepalives_idle = 10", "tcp_keepalives_interval = 5",
            "tcp_keepalives_count = 3",
        ] {
            _ = try refused { () throws(PostgresError) in try execute("SET \(setting)") }
        }
    }

    /// The process that serves the connection.
    package var serverProcess: Int32 { library.serverProcess }
    /// The server's version: 150018 is 15.18.
    package var serverVersion: Int { library.serverVersion }
    /// Whether the connection is encrypted.
    package var usesTLS: Bool { library.usesTLS }
    /// Whether the connection can be used no more.
    package var isClosed: Bool { closedBy != nil }
    /// `I` idle, `T` in a transaction, `E` in one that failed.
    package var transactionState: Character { library.transactionState }

    /// Does statements without parameters, as one transaction where they open none.
    ///
    /// - Returns: What each answered.
    /// - Throws: ``PostgresError``; what follows the statement that failed was not done.
    @discardableResult
    package func execute(_ sql: String) throws(PostgresError) -> [PostgresRows] {
        try checkOpen()
        guard library.send(sql) else { throw close(.disconnected) }
        var answers: [PostgresRows] = []
        var failure: PostgresError?
        while let result = try nextResult() {
            switch result.kind {
            case .done: answers.append(result.rows)
            case .failed: failure = failure ?? self.failure(result)
            case .copyIn, .sync, .skipped:
                throw close(
                    PostgresError(.unexpectedAnswer, "the server asks for the data of a COPY that was not begun as one")
                )
            }
        }
        if let failure { throw failure }
        return answers
    }

    /// Does one statement with parameters, whose types the server works out.
    ///
    /// - Throws: ``PostgresError``.
    @discardableResult
    package func query(
        _ sql: String,
        _ parameters: borrowing PostgresParameters = PostgresParameters()
    ) throws(PostgresError) -> PostgresRows {
        try checkOpen()
        guard library.send(sql, parameters) else { throw close(.disconnected) }
        return try oneAnswer()
    }

    /// Prepares a statement under a name; types that are not told, or are 0, the server works out.
    ///
    /// - Throws: ``PostgresError``.
    package func prepare(_ name: String, _ sql: String, types: [UInt32] = []) throws(PostgresError) {
        try checkOpen()
        guard library.sendPrepare(name, sql, types: types) else { throw close(.disconnected) }
        _ = try oneAnswer()
    }

    /// Does a prepared statement.
    ///
    /// - Throws: ``PostgresError``.
    @discardableResult
    package func execute(
        prepared name: String,
        _ parameters: borrowing PostgresParameters
    ) throws(PostgresError) -> PostgresRows {
        try checkOpen()
        guard library.sendPrepared(name, parameters) else { throw close(.disconnected) }
        return try oneAnswer()
    }

    /// Does something and takes a refusal of the server for an answer: the error is returned, and others are thrown.
    package func refused(_ body: () throws(PostgresError) -> Void) throws(PostgresError) -> PostgresError? {
        do throws(PostgresError) {
            try body()
            return nil
        } catch {
            guard !error.endsConnection else { throw error }
            return error
        }
    }

    private func oneAnswer() throws(PostgresError) -> PostgresRows {
        var answer: PostgresRows?
        var failure: PostgresError?
        while let result = try nextResult() {
            if result.kind == .done { answer = result.rows } else { failure = failure ?? self.failure(result) }
        }
        if let failure { throw failure }
        guard let answer else { throw close(.disconnected) }
        return answer
    }
}

extension PostgresConnection {
    func checkOpen() throws(PostgresError) {
        guard let closedBy else { return }
        throw PostgresError(.disconnected, "the connection was closed: \(closedBy.message)")
    }

    /// Closes the connection for a reason; later calls name it.
    @discardableResult
    func close(_ error: PostgresError) -> PostgresError {
        closedBy = closedBy ?? error
        return error
    }

    /// Closes the connection, which the library found broken.
    func close(_ kind: PostgresError.Kind) -> PostgresError { close(library.failure(kind)) }

    /// Tells a refusal from the end of the connection.
    func failure(_ result: LibPQResult) -> PostgresError {
        let error = result.error(.server)
        // The server says goodbye with a class of errors of its own (57P01: terminated by an administrator).
        guard library.isBroken || error.sqlState == nil || error.sqlState?.code.hasPrefix("57P") == true else {
            return error
        }
        var last = error
        last.kind = .disconnected
        return close(last)
    }

    /// The next answer, waited for; nil behind the last of a statement.
    func nextResult() throws(PostgresError) -> LibPQResult? {
        let deadline = answerTimeout.map { ContinuousClock.now + $0 }
        while true {
            guard let isSent = library.flush() else { throw close(.disconnected) }
            guard library.isBusy else { break }
            try wait(reading: true, writing: !isSent, until: deadline)
        }
        queued = 0
        return library.nextResult()
    }

    /// Sends what is queued if it is much; answers that come meanwhile are kept.
    func sendQueued(adding bytes: Int, atOnce: Bool = false) throws(PostgresError) {
        queued += bytes
        guard atOnce || queued >= PostgresConnection.flushLimit else { return }
        let deadline = answerTimeout.map { ContinuousClock.now + $0 }
        while true {
            guard let isSent = library.flush() else { throw close(.disconnected) }
            guard !isSent else { break }
            // A server whose answers nobody reads would read no more either.
            try wait(reading: true, writing: true, until: deadline)
        }
        queued = 0
    }

    /// Blocks until the socket is ready, and reads what it has.
    private func wait(reading: Bool, writing: Bool, until deadline: ContinuousClock.Instant?) throws(PostgresError) {
        switch interrupt.wait(for: library.socket, reading: reading, writing: writing, until: deadline) {
        case .readable:
            guard library.consumeInput() else { throw close(.disconnected) }
        case .writable: break
        case .deadline:
            throw close(PostgresError(.deadline, "the server did not answer within \(answerTimeout ?? .zero)"))
        case .interrupt: throw close(PostgresError(.cancelled, "cancelled while the server was asked"))
        }
    }

    /// Begins to send statements without waiting for their answers.
    package func beginPipeline() throws(PostgresError) {
        try checkOpen()
        guard library.enterPipeline() else { throw close(.unexpectedAnswer) }
        isPipeline = true
    }

    /// Ends the pipeline, of which every answer was read.
    package func endPipeline() throws(PostgresError) {
        try checkOpen()
        guard library.exitPipeline() else { throw close(.unexpectedAnswer) }
        isPipeline = false
    }
}
#endif
