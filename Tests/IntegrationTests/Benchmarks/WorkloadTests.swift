// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLBinlog
import MySQLTestSupport
import Testing

/// What `scripts/workloads` makes, at its smallest.
@Suite struct WorkloadTests {
    /// The types of all events of the files that the script makes, by the name of the file.
    private func made(_ names: [String]) throws -> [String: [EventType]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "workloads-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let into = folder.path(percentEncoded: false)
        let result = try ChildResult(
            running: Fixture.repository + "/scripts/workloads",
            ["--size", "0.01", "--into", into] + names
        )
        try #require(result.status == 0, "\(result.errorText)")
        var types: [String: [EventType]] = [:]
        for name in names {
            var reader = try BinlogFileReader(path: into + "/" + name + ".binlog")
            while let event = try reader.next() { types[name, default: []].append(event.header.type) }
        }
        return types
    }

    @Test func `workloads of MySQL have the events that their figures are of`() throws {
        guard try LiveServer.named("mysql97") != nil, ServerControl.isPossible else { return }
        let types = try made(["c", "a", "e"])
        let head: [EventType] = [.formatDescription, .previousGTIDs]

        // Five transactions, each of one event of rows at this size.
        let bulk = [EventType.writeRows, .writeRows, .writeRows, .updateRows, .deleteRows].flatMap { rows in
            [EventType.gtid, .query, .tableMap, rows, .xid]
        }
        #expect(types["c"] == head + bulk + [.rotate])

        // Six transactions of eleven events.
        let changes = [EventType.updateRows, .updateRows, .deleteRows, .writeRows].flatMap { [EventType.tableMap, $0] }
        let transactions = Array(repeating: [EventType.gtid, .query] + changes + [.xid], count: 6).joined()
        #expect(types["a"] == head + transactions + [.rotate])

        // The insert of the one batch is compressed, and its events follow.
        let compressed = try #require(types["e"])
        #expect(compressed.starts(with: head + [.gtid, .transactionPayload, .query, .tableMap, .writeRows]))
        #expect(compressed.filter { $0 == .transactionPayload }.count == 1)
    }

    @Test func `workload m has compressed rows events`() throws {
        guard try LiveServer.named("mariadb118") != nil, ServerControl.isPossible else { return }
        let types = try #require(try made(["m"])["m"])
        #expect(types.contains(.writeRowsCompressedV1))
    }
}
