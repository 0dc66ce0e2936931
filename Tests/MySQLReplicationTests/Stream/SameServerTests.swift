// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

/// Servers without UUID that look the same, and whether a stream goes on at the wrong one.
@Suite(.serialized, .enabled(if: ServerControl.isPossible))
struct SameServerTests {
    /// Writes the same on each server: same files, same offsets, same GTIDs, another second.
    private static func write(_ ids: ClosedRange<Int>, second: Int, _ server: LiveServer) async throws {
        try await server.withConnection { connection in
            try await connection.execute(text: "SET timestamp = \(1_700_000_000 + second)")
            try await connection.execute(text: "CREATE DATABASE IF NOT EXISTS same")
            try await connection.execute(text: "CREATE TABLE IF NOT EXISTS same.t (id INT PRIMARY KEY)")
            for id in ids { try await connection.execute(text: "INSERT INTO same.t VALUES (\(id))") }
        }
    }

    private static func options() -> BinlogSource.Options {
        var options = BinlogSource.Options()
        options.stopsAtEnd = true
        options.resumePolicy = .never
        return options
    }

    /// Every id that was inserted behind `start`, and where the stream stopped.
    private static func follow(
        _ server: LiveServer,
        from start: StartPosition
    ) async throws -> (ids: [Int64], point: ResumePoint) {
        let source = BinlogSource(server.configuration(), from: start, options: options())
        return try await source.withEvents { stream in
            var ids: [Int64] = []
            while try await stream.receive() != .end {
                while let event = try stream.next() {
                    guard case .rows(let rows) = event.body else { continue }
                    var changes = rows.changes
                    while let change = try changes.next() {
                        if case .signed(let id)? = try change.after?.cell(0) { ids.append(id) }
                    }
                }
            }
            stream.settle()
            return (ids, stream.resumePoint)
        }
    }

    private static func refusal(_ server: LiveServer, _ point: ResumePoint) async -> ReplicationError? {
        await #expect(throws: ReplicationError.self) { try await follow(server, from: .resume(point)) }
    }

    @Test func `a MariaDB server with the same server_id, files and GTIDs is not taken for the other`() async throws {
        let wish = ServerControl.Wish("mariadb118", options: ["--cnf", "server_id=77"])
        try await ServerControl.withServer(wish) { first in
            try await ServerControl.withServer(wish) { second in
                try await Self.write(1...5, second: 0, first)
                try await Self.write(1...9, second: 1, second)
                let (ids, point) = try await Self.follow(first, from: .earliest)
                #expect(ids == [1, 2, 3, 4, 5])
                #expect(point.mark != nil)
                // The other one has an event at the place, and the GTID.
                let other = try await Self.follow(second, from: .file(point.file))
                #expect(other.ids == [6, 7, 8, 9])
                #expect(other.point.source == point.source)
                var withoutGTIDs = point
                withoutGTIDs.executed = nil
                for point in [point, withoutGTIDs] {
                    let error = await Self.refusal(second, point)
                    #expect(error?.code == .wrongServer, "\(error?.debugDescription ?? "")")
                    #expect(error?.message.contains("another event stands at \(point.file.file)") == true)
                    #expect(error?.advice?.contains("server_id") == true)
                    #expect(try await Self.follow(first, from: .resume(point)).ids.isEmpty)
                }
                // The server itself goes on, also behind a rotation and a restart.
                try await Self.write(6...7, second: 2, first)
                _ = try await first.withConnection { try await $0.execute(text: "FLUSH BINARY LOGS") }
                for point in [point, withoutGTIDs] {
                    #expect(try await Self.follow(first, from: .resume(point)).ids == [6, 7])
                }
                let rotated = try await Self.follow(first, from: .resume(point)).point
                try await ServerControl.stop(first)
                try await ServerControl.start(first)
                try await Self.write(8...8, second: 3, first)
                for point in [point, rotated] {
                    let rest = try await Self.follow(first, from: .resume(point)).ids
                    #expect(rest.last == 8, "\(rest)")
                }
                #expect(await Self.refusal(second, rotated)?.code == .wrongServer)
                // Whoever resets the log has another one.
                _ = try await first.withConnection { try await $0.execute(text: "RESET MASTER") }
                #expect(await Self.refusal(first, point)?.code == .wrongServer)
            }
        }
    }

    @Test func `a server is known again from where nothing came since the beginning`() async throws {
        try await ServerControl.withServer(.init("mariadb118")) { server in
            try await Self.write(1...3, second: 0, server)
            let first = try await Self.follow(server, from: .now).point
            let again = try await Self.follow(server, from: .resume(first)).point
            #expect(first.file == again.file)
            try await Self.write(4...4, second: 1, server)
            #expect(try await Self.follow(server, from: .resume(again)).ids == [4])
        }
    }

    @Test func `a log without checksums is known again with them`() async throws {
        try await ServerControl.withServer(.init("mariadb118", options: ["--cnf", "binlog_checksum=NONE"])) { server in
            try await Self.write(1...3, second: 0, server)
            let point = try await Self.follow(server, from: .earliest).point
            #expect(point.mark != nil)
            try await Self.write(4...4, second: 1, server)
            _ = try await server.withConnection { try await $0.execute(text: "SET GLOBAL binlog_checksum = CRC32") }
            let sealed = try await Self.follow(server, from: .resume(point))
            #expect(sealed.ids == [4])
            try await Self.write(5...5, second: 2, server)
            let next = try await Self.follow(server, from: .resume(sealed.point))
            #expect(next.ids == [5])
            _ = try await server.withConnection { try await $0.execute(text: "SET GLOBAL binlog_checksum = NONE") }
            try await Self.write(6...6, second: 3, server)
            #expect(try await Self.follow(server, from: .resume(sealed.point)).ids == [5, 6])
            #expect(try await Self.follow(server, from: .resume(next.point)).ids == [6])
        }
    }

    @Test func `a purged file tells nothing of the server, so that its GTIDs decide`() async throws {
        try await ServerControl.withServer(.init("mariadb118")) { server in
            try await Self.write(1...3, second: 0, server)
            let point = try await Self.follow(server, from: .earliest).point
            _ = try await server.withConnection { connection in
                try await connection.execute(text: "FLUSH BINARY LOGS")
                try await connection.execute(text: "INSERT INTO same.t VALUES (4)")
                let last = try await connection.query(text: "SHOW MASTER STATUS").collect()
                let file = try last[0].decode(String.self, at: 0)
                try await connection.execute(text: "PURGE BINARY LOGS TO '\(file)'")
            }
            #expect(try await Self.follow(server, from: .resume(point)).ids == [4])
        }
    }
}
