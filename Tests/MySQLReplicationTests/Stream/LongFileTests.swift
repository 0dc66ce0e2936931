// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Synchronization
import Testing

/// A file of more than 4 GiB, which one transaction makes whatever `max_binlog_size` says.
///
/// Takes minutes and some 15 GB: `MYSQL_TEST_LONG_FILES=1` turns it on.
@Suite(
    .serialized,
    .enabled(if: ServerControl.isPossible && ProcessInfo.processInfo.environment["MYSQL_TEST_LONG_FILES"] == "1")
)
struct LongFileTests {
    /// Writes 4.2 GiB in one transaction, and small ones beside it that may come behind it in its file.
    private static func fill(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            try await connection.execute(text: "CREATE DATABASE long_file")
            try await connection.execute(text: "CREATE TABLE long_file.t (id BIGINT PRIMARY KEY, body LONGBLOB)")
            try await connection.execute(text: "CREATE TABLE long_file.s (id BIGINT PRIMARY KEY)")
            try await connection.execute(text: "BEGIN")
            for id in 1...264 {
                try await connection.execute(
                    text: "INSERT INTO long_file.t VALUES (\(id), REPEAT(CHAR(65 + \(id) % 26), 16777216))"
                )
            }
            let isCommitted = Flag()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.withConnection { other in
                        var id = 1000
                        while !isCommitted.isSet {
                            try await other.execute(text: "INSERT INTO long_file.s VALUES (\(id))")
                            id += 1
                        }
                    }
                }
                try await connection.execute(text: "COMMIT")
                isCommitted.set()
                try await group.waitForAll()
            }
            try await connection.execute(text: "INSERT INTO long_file.s VALUES (1000000)")
        }
    }

    private final class Flag: Sendable {
        private let value = Mutex(false)
        var isSet: Bool { value.withLock { $0 } }
        func set() { value.withLock { $0 = true } }
    }

    private struct Seen {
        var ids: [Int64] = []
        /// Behind each row, by the count of ids.
        var points: [ResumePoint] = []
        var notices = 0
    }

    private static func follow(_ server: LiveServer, from start: StartPosition) async throws -> Seen {
        var options = BinlogSource.Options()
        options.stopsAtEnd = true
        let unknown = Mutex(0)
        options.notices = { notice in
            if case .gtidsUnknown = notice { unknown.withLock { $0 += 1 } }
        }
        return try await BinlogSource(server.configuration(), from: start, options: options).withEvents { stream in
            var seen = Seen()
            while try await stream.receive() != .end {
                while try stream.advance() {
                    try collect(stream.event(), into: &seen.ids)
                    // What is at hand is not used yet, so the place is that behind the transaction before.
                    if seen.points.last?.file != stream.resumePoint.file { seen.points.append(stream.resumePoint) }
                }
            }
            stream.settle()
            seen.points.append(stream.resumePoint)
            seen.notices = unknown.withLock { $0 }
            return seen
        }
    }

    private static func collect(_ event: borrowing BinlogEvent, into ids: inout [Int64]) throws {
        guard case .rows(let rows) = event.body else { return }
        var changes = rows.changes
        while let change = try changes.next() {
            if case .signed(let id)? = try change.after?.cell(0) { ids.append(id) }
        }
    }

    @Test(arguments: [("mysql97", "on"), ("mysql97", "off"), ("mariadb1011", "on"), ("mariadb118", "on")])
    func `HC-106 a stream goes on beyond 4 GiB of a file`(_ kind: String, _ gtid: String) async throws {
        let limits = ["max_binlog_cache_size=8G", "max_allowed_packet=1G"].flatMap { ["--cnf", $0] }
        try await ServerControl.withServer(.init(kind, options: ["--gtid", gtid] + limits)) { server in
            try await Self.fill(server)
            let all = try await Self.follow(server, from: .earliest)
            #expect(all.ids.filter { $0 <= 264 } == Array(1...264))
            let far = all.points.filter { $0.file.offset > UInt64(UInt32.max) }
            #expect(!far.isEmpty)
            for point in [try #require(far.first), try #require(far.last)] {
                var withoutGTIDs = point
                withoutGTIDs.executed = nil
                let byFile = try await Self.follow(server, from: .file(point.file))
                #expect(byFile.ids == Array(all.ids.suffix(byFile.ids.count)))
                #expect(byFile.ids.count < all.ids.count - 263)
                #expect(byFile.ids.last == 1_000_000)
                #expect(byFile.notices == (server.flavour == .mariaDB ? 1 : 0))
                for point in [point, withoutGTIDs] {
                    let rest = try await Self.follow(server, from: .resume(point)).ids
                    #expect(rest == byFile.ids, "\(point.file) \(point.executed?.description ?? "")")
                }
            }
        }
    }
}
