// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Synchronization
import Testing

/// Streams of real servers.
@Suite struct LiveStreamTests {
    private static let servers = LiveServer.all

    /// The first column of every row that was inserted into `table`, in the order of the stream.
    private static func ids(
        _ stream: inout BinlogEventStream,
        of schema: String,
        until last: Int64
    ) async throws -> [Int64] {
        var ids: [Int64] = []
        while true {
            let received = try await stream.receive()
            while let event = try stream.next() { try collect(event, schema, into: &ids) }
            if received == .end || ids.last == last { return ids }
        }
    }

    private static func collect(
        _ event: borrowing BinlogEvent,
        _ schema: String,
        into ids: inout [Int64]
    ) throws {
        switch event.body {
        case .rows(let rows):
            guard rows.table.database == schema else { return }
            var changes = rows.changes
            while let change = try changes.next() {
                guard let image = change.after else { continue }
                switch try image.cell(0) {
                case .signed(let id): ids.append(id)
                default: Issue.record("the first column is no integer")
                }
            }
        default: break
        }
    }

    private static func options() -> BinlogSource.Options {
        var options = BinlogSource.Options()
        options.heartbeatPeriod = .seconds(1)
        options.resumePolicy = ResumePolicy(firstDelay: .milliseconds(10), longestDelay: .milliseconds(200))
        return options
    }

    private static func insert(_ ids: ClosedRange<Int64>, _ connection: MySQLConnection) async throws {
        for id in ids { try await connection.execute(text: "INSERT INTO t VALUES (\(id), REPEAT('x', 100))") }
    }

    private static func schema(_ connection: MySQLConnection) async throws -> String {
        try await connection.execute(text: "CREATE TABLE t (id BIGINT PRIMARY KEY, pad VARCHAR(200))")
        let rows = try await connection.query(text: "SELECT DATABASE()").collect()
        return try #require(rows.first).decode(String.self, at: 0)
    }

    @Test(arguments: servers)
    func `what is committed from now on comes once and in order`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            let schema = try await Self.schema(connection)
            try await Self.insert(-5 ... -1, connection)
            let source = BinlogSource(server.configuration(), from: .now, options: Self.options())
            let ids = try await source.withEvents { stream in
                try await Self.insert(1...50, connection)
                return try await Self.ids(&stream, of: schema, until: 50)
            }
            #expect(ids == Array(1...50))
        }
    }

    @Test(arguments: servers)
    func `HC-116 a dump that is killed again and again goes on behind the last transaction`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { connection in
            let schema = try await Self.schema(connection)
            try await Self.withReader(server) { configuration, user in
                let resumed = Mutex(0)
                var options = Self.options()
                options.notices = { notice in
                    if case .resumed = notice { resumed.withLock { $0 += 1 } }
                }
                var all: [Int64] = []
                try await BinlogSource(configuration, from: .now, options: options).withEvents { stream in
                    for first in stride(from: 1, to: 161, by: 20) as StrideTo<Int64> {
                        try await Self.insert(first...(first + 9), connection)
                        if first % 40 == 1 { all += try await Self.ids(&stream, of: schema, until: first + 9) }
                        try await Self.killDumps(of: user, server)
                        try await Self.insert((first + 10)...(first + 19), connection)
                        all += try await Self.ids(&stream, of: schema, until: first + 19)
                    }
                }
                #expect(all == Array(1...160))
                #expect(resumed.withLock { $0 } >= 4)
            }
        }
    }

    /// Ends the dumps of a user.
    private static func killDumps(of user: String, _ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let list = try await connection.query(text: "SHOW PROCESSLIST").collect()
            for row in list where try row.decode(String?.self, named: "User") == user {
                let id = try row.decode(UInt64.self, named: "Id")
                do throws(MySQLError) {
                    try await connection.execute(text: "KILL \(id)")
                } catch {
                    // It ended by itself meanwhile.
                    guard error.server?.number == 1094 else { throw error }
                }
            }
        }
    }

    /// Lends a configuration whose user nobody else is.
    private static func withReader(
        _ server: LiveServer,
        _ body: (MySQLConnection.Configuration, String) async throws -> Void
    ) async throws {
        let user = "r_\(UInt32.random(in: 0 ... .max))"
        try await server.withConnection { connection in
            try await connection.execute(text: "CREATE USER \(user) IDENTIFIED BY 'secret'")
            try await connection.execute(text: "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO \(user)")
        }
        var configuration = server.configuration()
        configuration.credentials = .password(user: user, "secret")
        configuration.credentials.serverPublicKey = .request
        do {
            try await body(configuration, user)
            _ = try await server.withConnection { try await $0.execute(text: "DROP USER \(user)") }
        } catch {
            _ = try await server.withConnection { try await $0.execute(text: "DROP USER \(user)") }
            throw error
        }
    }

    @Test(arguments: servers)
    func `a stream begins at a file, at GTIDs, at a moment and at the earliest change`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { connection in
            let schema = try await Self.schema(connection)
            var options = Self.options()
            let point = try await BinlogSource(server.configuration(), from: .now, options: options)
                .withEvents { $0.resumePoint }
            try await Self.insert(1...10, connection)
            options.stopsAtEnd = true
            var starts: [StartPosition] = [.file(point.file), .resume(point), .earliest, .time(0)]
            switch try #require(point.executed) {
            case .mysql(let set): starts.append(.after(set))
            case .mariaDB(let position): starts.append(.afterMariaDB(position))
            }
            for start in starts {
                let source = BinlogSource(server.configuration(), from: start, options: options)
                let ids = try await source.withEvents { try await Self.ids(&$0, of: schema, until: .max) }
                #expect(ids == Array(1...10), "\(start)")
            }
            // In an hour nothing was committed yet.
            let now = try await connection.query(text: "SELECT UNIX_TIMESTAMP() + 3600").collect()
            let time = try #require(now.first).decode(UInt32.self, at: 0)
            let source = BinlogSource(server.configuration(), from: .time(time), options: options)
            let ids = try await source.withEvents { try await Self.ids(&$0, of: schema, until: .max) }
            #expect(ids.isEmpty)
        }
    }

    @Test(arguments: servers)
    func `a transaction that does not fit in memory comes whole`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            let schema = try await Self.schema(connection)
            var options = Self.options()
            options.heldBytes = 64 << 10
            let source = BinlogSource(server.configuration(), from: .now, options: options)
            let ids = try await source.withEvents { stream in
                try await connection.withTransaction { transaction in
                    for start in stride(from: 1, to: 20_001, by: 500) as StrideTo<Int64> {
                        let values = (start..<(start + 500)).map { "(\($0), REPEAT('y', 150))" }
                        try await transaction.execute(text: "INSERT INTO t VALUES " + values.joined(separator: ","))
                    }
                }
                try await Self.insert(30_000...30_000, connection)
                return try await Self.ids(&stream, of: schema, until: 30_000)
            }
            #expect(ids == Array(1...20_000) + [30_000])
        }
    }

    @Test(arguments: servers)
    func `HC-081 a source that has nothing to say says so`(_ server: LiveServer) async throws {
        var options = Self.options()
        options.heartbeatPeriod = .milliseconds(100)
        let source = BinlogSource(server.configuration(), from: .now, options: options)
        try await source.withEvents { stream in
            // Other tests write meanwhile, so that the first news may be events.
            for _ in 0..<1000 {
                if case .idle = try await stream.receive() { return }
                while try stream.next() != nil {}
            }
            Issue.record("no heartbeat among 1000 answers")
        }
    }

    /// The names of the columns of every table map of `schema`, or the code of the error that came instead.
    private static func names(_ stream: inout BinlogEventStream, of schema: String) async throws -> [String] {
        var names: [String] = []
        while try await stream.receive() != .end {
            while try stream.advance() {
                guard let table = stream.undescribedTable, table.database == schema else { continue }
                do throws(ReplicationError) {
                    try await stream.describeTables()
                } catch {
                    names.append("\(error.code)")
                    continue
                }
                switch try stream.event().body {
                case .tableMap(let table): names.append(table.columns.map { $0.name ?? "?" }.joined(separator: ","))
                default: Issue.record("the event at hand has changed")
                }
            }
        }
        return names
    }

    @Test(arguments: servers)
    func `HC-121 columns have the names that they had, or none`(_ server: LiveServer) async throws {
        try await server.withOwnSchema { connection in
            let schema = try await Self.schema(connection)
            var options = Self.options()
            options.stopsAtEnd = true
            options.describesTables = true
            let point = try await BinlogSource(server.configuration(), from: .now, options: options)
                .withEvents { $0.resumePoint }
            let source = BinlogSource(server.configuration(), from: .resume(point), options: options)
            try await Self.insert(1...2, connection)
            let before = try await source.withEvents { try await Self.names(&$0, of: schema) }
            // The second map is the first one come again, which is described.
            #expect(before == ["id,pad"])
            try await connection.execute(text: "ALTER TABLE t CHANGE pad filling VARCHAR(200)")
            try await connection.execute(text: "INSERT INTO t VALUES (3, 'z')")
            let behind = try await source.withEvents { try await Self.names(&$0, of: schema) }
            #expect(behind == ["schemaChangedLater", "schemaChangedLater", "id,filling"])
        }
    }

    @Test(arguments: servers)
    func `transactions are put together from the stream, XA ones at their commit`(
        _ server: LiveServer
    ) async throws {
        try await server.withOwnSchema { connection in
            let schema = try await Self.schema(connection)
            var options = Self.options()
            options.stopsAtEnd = true
            let point = try await BinlogSource(server.configuration(), from: .now, options: options)
                .withEvents { $0.resumePoint }
            try await connection.execute(text: "XA START 'a\(schema)'")
            try await Self.insert(1...2, connection)
            for verb in ["END", "PREPARE"] { try await connection.execute(text: "XA \(verb) 'a\(schema)'") }
            _ = try await server.withConnection { other in
                try await other.execute(text: "INSERT INTO \(schema).t VALUES (3, 'b')")
            }
            try await connection.execute(text: "XA COMMIT 'a\(schema)'")
            var transactions: [[Int64]] = []
            let source = BinlogSource(server.configuration(), from: .resume(point), options: options)
            try await source.withEvents { stream in
                var assembler = TransactionAssembler()
                while try await stream.receive() != .end {
                    while try assembler.next(from: &stream) != nil {
                        var ids: [Int64] = []
                        while let event = try assembler.nextEvent(from: &stream) {
                            try Self.collect(event, schema, into: &ids)
                        }
                        if !ids.isEmpty { transactions.append(ids) }
                    }
                }
            }
            #expect(transactions == [[3], [1, 2]])
        }
    }

    @Test(arguments: servers)
    func `another server is refused, unless it has what was handed over`(_ server: LiveServer) async throws {
        let source = BinlogSource(server.configuration(), from: .now, options: Self.options())
        var point = try await source.withEvents { $0.resumePoint }
        point.source.uuid = SourceID(high: 1, low: 2)
        point.source.serverID = 77
        point.executed = nil
        let elsewhere = BinlogSource(server.configuration(), from: .resume(point), options: Self.options())
        let error = await #expect(throws: ReplicationError.self) { try await elsewhere.withEvents { _ in } }
        #expect(error?.code == .wrongServer)
    }

    @Test(arguments: servers)
    func `HC-119 a file that is gone is an error that names it`(_ server: LiveServer) async throws {
        let start = StartPosition.file(BinlogFilePosition(file: "binlog.999999"))
        let source = BinlogSource(server.configuration(), from: start, options: Self.options())
        let error = await #expect(throws: ReplicationError.self) {
            try await source.withEvents { stream in _ = try await stream.receive() }
        }
        #expect(error?.code == .positionLost)
        #expect(error?.advice?.isEmpty == false)
    }

    @Test(arguments: servers)
    func `HC-078 a place inside an event is an error and no endless attempt`(_ server: LiveServer) async throws {
        let point = try await BinlogSource(server.configuration(), from: .earliest, options: Self.options())
            .withEvents { $0.resumePoint }
        let start = StartPosition.file(BinlogFilePosition(file: point.file.file, offset: 5))
        let source = BinlogSource(server.configuration(), from: start, options: Self.options())
        let error = await #expect(throws: ReplicationError.self) {
            try await source.withEvents { stream in
                while try await stream.receive() != .end {
                    while try stream.next() != nil {}
                }
            }
        }
        #expect(error?.isRetryable == false)
    }
}
