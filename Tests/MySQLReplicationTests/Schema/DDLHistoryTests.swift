// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

struct DDLHistoryTests {
    private func place(_ offset: UInt64, _ file: String = "b.000001") -> BinlogFilePosition {
        BinlogFilePosition(file: file, offset: offset)
    }

    private let table = TableName(database: "d", table: "t")

    @Test func `each stretch is read once`() {
        var history = DDLHistory()
        #expect(history.missing(from: place(4), to: place(4)) == nil)
        #expect(
            history.missing(from: place(100), to: place(200)).map { [$0.start, $0.end] } == [place(100), place(200)]
        )
        history.add([], from: place(100), to: place(200))
        #expect(history.missing(from: place(120), to: place(200)) == nil)
        #expect(
            history.missing(from: place(120), to: place(300)).map { [$0.start, $0.end] } == [place(200), place(300)]
        )
        history.add([], from: place(200), to: place(300))
        #expect(history.missing(from: place(100), to: place(300)) == nil)
    }

    @Test func `what lies before the stretch begins anew`() {
        var history = DDLHistory()
        history.add([], from: place(100), to: place(200))
        #expect(
            history.missing(from: place(50), to: place(200)).map { [$0.start, $0.end] } == [place(50), place(200)]
        )
        #expect(history.missing(from: place(4, "other.1"), to: place(9, "other.1")) != nil)
    }

    @Test func `the first change behind a position is told, over files in the order of their numbers`() {
        var history = DDLHistory()
        let early = LoggedDefinitionChange(.alter(table), at: place(100, "b.999999"), statement: "1")
        let late = LoggedDefinitionChange(.drop(table), at: place(50, "b.1000000"), statement: "2")
        history.add([early, late], from: place(4, "b.999999"), to: place(90, "b.1000000"))
        func first(_ position: BinlogFilePosition) -> String? {
            history.first(affecting: table, after: position, foldsCase: false)?.statement
        }
        #expect(first(place(90, "b.999999")) == "1")
        #expect(first(place(100, "b.999999")) == "2")
        #expect(first(place(60, "b.1000000")) == nil)
    }

    @Test func `what lies behind the stream is forgotten`() {
        var history = DDLHistory()
        let change = LoggedDefinitionChange(.alter(table), at: place(100), statement: "1")
        history.add([change], from: place(4), to: place(200))
        history.forget(before: place(150))
        #expect(history.changes.isEmpty)
        #expect(history.missing(from: place(150), to: place(200)) == nil)
    }
}
