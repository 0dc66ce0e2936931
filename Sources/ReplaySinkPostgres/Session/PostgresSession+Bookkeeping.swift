// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay

extension PostgresSession {
    /// How long transactions of other sessions are waited for before checkpoints are read.
    private static let settleLimit = Duration.seconds(60)

    func prepareBookkeeping() async throws(SinkError) {
        let tables = BookkeepingTable.all
        // Whoever may not make tables can use those that are there.
        var isComplete = true
        for table in tables { if try columns(of: table) == nil { isComplete = false } }
        if isComplete { return }
        let schema = LibPQ.quoted(sink.options.bookkeepingSchema)
        let making = tables.map { table in
            let columns = table.columns.map { "\(LibPQ.quoted($0.name)) \($0.isNumber ? "bigint" : "text")" }
            let key = table.columns.filter(\.isKey).map { LibPQ.quoted($0.name) }
            return "CREATE TABLE IF NOT EXISTS \(name(of: table)) "
                + "(\(columns.joined(separator: ", ")), PRIMARY KEY (\(key.joined(separator: ", "))))"
        }
        try translated { () throws(PostgresError) in
            // One transaction: the lock keeps others from making the same at the same time.
            try connection.execute(
                "SELECT pg_advisory_xact_lock(\(PostgresSession.lockClass), \(PostgresSession.makingTables)); "
                    + "CREATE SCHEMA IF NOT EXISTS \(schema); " + making.joined(separator: "; ")
            )
        }
        for table in tables { _ = try columns(of: table) }
    }

    /// The columns of a table of ours; nil where it is not there.
    ///
    /// - Throws: `SinkError` with code `schema` where they are not what they should be.
    private func columns(of table: BookkeepingTable) throws(SinkError) -> [String]? {
        let found = try rows(
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
            """,
            [sink.options.bookkeepingSchema, table.name]
        ).map { ($0[0] ?? "") + " " + ($0[1] ?? "") }
        guard !found.isEmpty else { return nil }
        guard found == table.columns.map({ "\($0.name) \($0.isNumber ? "bigint" : "text")" }) else {
            throw SinkError(
                .schema,
                "\(sink.options.bookkeepingSchema).\(table.name) of the target has other columns than cdcreplay gives it",
                advice: "another version of cdcreplay made it; finish with that version, or drop the table"
            )
        }
        return found
    }

    func checkpoints() async throws(SinkError) -> [Checkpoint] {
        try settle()
        return try await rows(of: .checkpoints).map { fields throws(SinkError) in try Checkpoint(fields: fields) }
    }

    func rows(of table: BookkeepingTable) async throws(SinkError) -> [[BookkeepingValue]] {
        try rows("SELECT \(names(table)) FROM \(name(of: table))").map { row throws(SinkError) in try values(row, table)
        }
    }

    func write(_ rows: [[BookkeepingValue]], to table: BookkeepingTable) async throws(SinkError) {
        let isOpened = try translated { () throws(PostgresError) in try open() }
        guard isOpened else { throw SinkError(.contention, "the transaction could not be begun") }
        for row in rows {
            parameters.removeAll()
            for value in row { parameters.append(value) }
            try translated { () throws(PostgresError) in try connection.query(upsert(table), parameters) }
        }
    }

    func claims() async throws(SinkError) -> [TableClaim] {
        let table = BookkeepingTable.claims
        return try rows("SELECT \(names(table)) FROM \(name(of: table))").map { row in
            let texts = row.map { $0 ?? "" }
            return TableClaim(
                target: TableName(database: texts[0], table: texts[1]),
                task: texts[2],
                source: TableName(database: texts[3], table: texts[4])
            )
        }
    }

    func claim(_ claim: TableClaim) async throws(SinkError) {
        let table = BookkeepingTable.claims
        guard claim.target.database != sink.options.bookkeepingSchema else {
            throw SinkError(
                .claimed,
                "\(claim.source) would go to \(claim.target), which is in the replay's own schema",
                advice: "leave the database out (--tables)"
            )
        }
        let values = [claim.target.database, claim.target.table, claim.task, claim.source.database, claim.source.table]
        _ = try rows("INSERT INTO \(name(of: table)) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", values)
        let found = try rows(
            "SELECT task, source_schema, source_table FROM \(name(of: table)) WHERE target_schema = $1 AND target_table = $2",
            Array(values.prefix(2))
        ).first?.map { $0 ?? "" }
        guard let found, found != Array(values.dropFirst(2)) else { return }
        throw SinkError(
            .claimed,
            "\(claim.target) of the target belongs to task \(found[0]), which replays \(found[1]).\(found[2]) into it",
            advice: "replay into another database, or drop its row of \(name(of: table)) if that task is over"
        )
    }

    /// Waits until every transaction of sessions that are not this sink's, or are no more, has ended: one whose COMMIT is on its way
    /// may still write its checkpoint.
    private func settle() throws(SinkError) {
        let deadline = ContinuousClock.now + PostgresSession.settleLimit
        var awaited: Set<String>?
        while true {
            let live = sink.shared.live.union([connection.serverProcess])
            var holders: [String: Int32] = [:]
            for row in try rows(PostgresSession.markersQuery) {
                guard let process = row[0].flatMap({ Int32($0) }), let transaction = row[1], !live.contains(process)
                else { continue }
                holders[transaction] = process
            }
            let open = awaited.map { $0.intersection(holders.keys) } ?? Set(holders.keys)
            awaited = open
            guard !open.isEmpty else { return }
            for transaction in open {
                // A session that this sink has lost does not have to be waited for.
                guard let process = holders[transaction], sink.shared.lost.contains(process) else { continue }
                _ = try rows("SELECT pg_terminate_backend($1::int)", [String(process)])
            }
            guard ContinuousClock.now < deadline else {
                throw SinkError(
                    .unavailable,
                    "a transaction of an earlier run, or of another cdcreplay, is open in the target "
                        + "(process \(open.compactMap { holders[$0] }.sorted()))",
                    advice: "end that session: SELECT pg_terminate_backend(PROCESS)"
                )
            }
            guard interrupt.wait(for: -1, reading: false, writing: false, until: .now + .milliseconds(5)) != .interrupt
            else {
                throw SinkError(
                    PostgresError(.cancelled, "cancelled while transactions of earlier sessions were waited for")
                )
            }
        }
    }

    /// Processes and transactions that hold the marker.
    private static let markersQuery = """
        SELECT l.pid, l.virtualtransaction FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.classid = \(lockClass) AND l.objid = \(transactionMarker) AND l.objsubid = 2
        AND l.granted AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
        """

    /// A table of ours, as SQL names it.
    func name(of table: BookkeepingTable) -> String {
        LibPQ.quoted(sink.options.bookkeepingSchema) + "." + LibPQ.quoted(table.name)
    }

    private func names(_ table: BookkeepingTable) -> String {
        table.columns.map { LibPQ.quoted($0.name) }.joined(separator: ", ")
    }

    /// The statement that puts a row in the place of that with its key.
    func upsert(_ table: BookkeepingTable) -> String {
        let key = table.columns.filter(\.isKey).map { LibPQ.quoted($0.name) }.joined(separator: ", ")
        let rest = table.columns.filter { !$0.isKey }.map { LibPQ.quoted($0.name) }
        let places = table.columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return "INSERT INTO \(name(of: table)) (\(names(table))) VALUES (\(places)) ON CONFLICT (\(key)) DO UPDATE SET "
            + rest.map { "\($0) = EXCLUDED.\($0)" }.joined(separator: ", ")
    }

    private func values(_ row: [String?], _ table: BookkeepingTable) throws(SinkError) -> [BookkeepingValue] {
        var values: [BookkeepingValue] = []
        for (value, column) in zip(row, table.columns) {
            guard let value else {
                values.append(.null)
                continue
            }
            if column.isNumber, let number = Int64(value) {
                values.append(.number(number))
            } else {
                values.append(.text(value))
            }
        }
        return values
    }

    /// The rows of a query with text parameters.
    func rows(_ sql: String, _ texts: [String] = []) throws(SinkError) -> [[String?]] {
        var parameters = PostgresParameters()
        for text in texts { parameters.append(text: text) }
        return try translated { () throws(PostgresError) in try connection.query(sql, parameters).rows }
    }
}

extension PostgresParameters {
    /// Adds a value of a bookkeeping table.
    mutating func append(_ value: BookkeepingValue) {
        switch value {
        case .null: appendNull()
        case .number(let number): append(text: String(number))
        case .text(let text): append(text: text)
        }
    }
}
#endif
