// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

@Suite struct TransactionAssemblerTests {
    private func lines(
        _ server: SyntheticLog.Server = .mysql,
        options: TransactionAssembler.Options = .init(),
        readsEvents: Bool = true,
        _ make: (inout SyntheticStream) -> Void
    ) throws -> [String] {
        var stream = SyntheticStream(server)
        make(&stream)
        var source = try MemoryGroups(stream)
        var assembler = TransactionAssembler(options: options)
        return try assembled(&assembler, &source, readsEvents: readsEvents)
    }

    private func prepare(_ stream: inout SyntheticStream, _ gtid: Int64, _ name: String, _ rows: [UInt32]) {
        stream.gtid(gtid)
        stream.query("XA START '\(name)'")
        stream.insert(rows)
        stream.query("XA END '\(name)'")
        stream.xaPrepare(name)
    }

    private func complete(_ stream: inout SyntheticStream, _ gtid: Int64, _ name: String, _ word: String = "COMMIT") {
        stream.gtid(gtid)
        stream.query("XA \(word) '\(name)'")
    }

    @Test(arguments: [true, false])
    func `transactions and statements come in order, read or not`(_ readsEvents: Bool) throws {
        let lines = try lines(readsEvents: readsEvents) { stream in
            stream.append(.previousGTIDs) { $0.zeros(8) }
            stream.gtid(1)
            stream.query("CREATE TABLE t (a INT)")
            stream.gtid(2)
            stream.query("BEGIN")
            stream.insert([1, 2])
            stream.insert([3])
            stream.xid()
            stream.gtid(3)
            stream.query("BEGIN")
            stream.insert([4])
            stream.query("COMMIT")
            stream.beginFile("binlog.000002")
            stream.formatDescription()
            stream.gtid(4)
            stream.query("DROP TABLE t")
        }
        #expect(
            lines
                == (readsEvents
                    ? ["statement 1 sql", "changes 2 1 2 3", "changes 3 4", "statement 4 sql"]
                    : ["statement 1", "changes 2", "changes 3", "statement 4"])
        )
    }

    @Test func `a transaction tells when, where and by whom it was committed`() throws {
        var stream = SyntheticStream()
        let begin = stream.position
        stream.gtid(5)
        stream.query("BEGIN")
        stream.insert([1])
        stream.xid()
        var source = try MemoryGroups(stream)
        var assembler = TransactionAssembler()
        let transaction = try #require(try assembler.next(from: &source))
        #expect(transaction.kind == .changes)
        #expect(transaction.gtid == GTID(source: SyntheticStream.source, number: 5).map { .mysql($0) })
        #expect(transaction.begin == BinlogFilePosition(file: "binlog.000001", offset: begin))
        #expect(transaction.end == BinlogFilePosition(file: "binlog.000001", offset: stream.position))
        #expect(transaction.sourceServerID == SyntheticStream.serverID)
        #expect(transaction.timestamp == 1_767_261_600)
        #expect(transaction.immediateCommitTimestamp == 1_767_261_600_000_001)
        #expect(transaction.originalCommitTimestamp == 1_767_261_600_000_000)
        #expect(transaction.immediateServerVersion == 90_704)
        #expect(transaction.originalServerVersion == 80_034)
        #expect(transaction.branch == nil)
    }

    @Test func `HC-105 a transaction without its end is not begun`() throws {
        let lines = try lines { stream in
            stream.gtid(1)
            stream.query("BEGIN")
            stream.insert([1], isStatementEnd: false)
        }
        #expect(lines.isEmpty)
    }

    @Test func `a log without GTIDs gives transactions too`() throws {
        let lines = try lines { stream in
            stream.query("BEGIN")
            stream.insert([1])
            stream.query("COMMIT")
            stream.append(.rand) { $0.zeros(16) }
            stream.query("INSERT INTO t VALUES (RAND())")
            stream.query("DROP TABLE t")
        }
        #expect(lines == ["changes 1", "statement sql", "statement sql"])
    }

    @Test func `HC-112 what was rolled back is told, and shown only where that is asked for`() throws {
        let make = { (stream: inout SyntheticStream) in
            stream.gtid(1)
            stream.query("BEGIN")
            stream.insert([1])
            stream.query("ROLLBACK")
            stream.gtid(2)
            stream.query("BEGIN")
            stream.insert([2])
            stream.xid()
        }
        #expect(try lines(.mysql, make) == ["rolledBack 1", "changes 2 2"])
        var options = TransactionAssembler.Options()
        options.showsRolledBack = true
        #expect(try lines(options: options, make) == ["rolledBack 1 1", "changes 2 2"])
    }

    @Test func `HC-112 what a ROLLBACK TO made void is left out`() throws {
        let lines = try lines { stream in
            stream.gtid(1)
            stream.query("BEGIN")
            stream.insert([1])
            stream.query("SAVEPOINT `a`")
            stream.insert([2])
            stream.query("SAVEPOINT `b``c`")
            stream.insert([3])
            stream.query("ROLLBACK TO `b``c`")
            stream.insert([4])
            stream.query("ROLLBACK TO `b``c`")
            stream.insert([5])
            stream.query("SAVEPOINT `A`")
            stream.insert([6])
            stream.query("ROLLBACK WORK TO SAVEPOINT a")
            stream.insert([7])
            stream.xid()
            stream.gtid(2)
            stream.query("DROP TABLE t")
        }
        #expect(lines == ["changes 1 1 2 5 7", "statement 2 sql"])
    }

    @Test func `a ROLLBACK TO a savepoint that nobody set is refused`() throws {
        #expect(throws: ReplicationError.self) {
            try lines { stream in
                stream.gtid(1)
                stream.query("BEGIN")
                stream.query("ROLLBACK TO `a`")
                stream.xid()
            }
        }
    }

    @Test func `HC-113 changes of a prepared transaction come with its XA COMMIT, and with XA ROLLBACK not at all`()
        throws
    {
        let lines = try lines { stream in
            prepare(&stream, 1, "a", [1])
            prepare(&stream, 2, "b", [2])
            stream.gtid(3)
            stream.query("BEGIN")
            stream.insert([3])
            stream.xid()
            complete(&stream, 4, "b")
            complete(&stream, 5, "a", "ROLLBACK")
            complete(&stream, 6, "zz", "ROLLBACK")
        }
        #expect(
            lines == [
                "prepared 1 X'61',X'',1", "prepared 2 X'62',X'',1", "changes 3 3", "changes 4 X'62',X'',1 2",
                "branchRolledBack 5 X'61',X'',1", "branchRolledBack 6 X'7a7a',X'',1",
            ]
        )
    }

    @Test func `an XA transaction of MariaDB is held too, and one of one phase is not`() throws {
        let lines = try lines(.mariaDB) { stream in
            stream.mariaDBGTID(1, flags: .preparedXA, xa: "a")
            stream.insert([1])
            stream.query("XA END X'61',X'',1")
            stream.xaPrepare("a")
            stream.mariaDBGTID(2, flags: .completedXA, xa: "a")
            stream.query("XA COMMIT X'61',X'',1")
            stream.mariaDBGTID(3)
            stream.insert([3])
            stream.xid()
        }
        #expect(lines == ["prepared 1 X'61',X'',1", "changes 2 X'61',X'',1 1", "changes 3 3"])
        let single = try self.lines { stream in
            stream.gtid(1)
            stream.query("XA START 'a'")
            stream.insert([1])
            stream.query("XA END 'a'")
            stream.xaPrepare("a", onePhase: true)
            stream.query("XA START 'b'")
            stream.insert([2])
            stream.query("XA COMMIT 'b' ONE PHASE")
        }
        #expect(single == ["changes 1 1", "changes 2"])
    }

    @Test func `HC-115 XA COMMIT of what was not seen is an error that names it, or told where that is wanted`() throws
    {
        let make = { (stream: inout SyntheticStream) in
            complete(&stream, 1, "a")
            stream.gtid(2)
            stream.query("DROP TABLE t")
        }
        let error = #expect(throws: ReplicationError.self) { try lines(.mysql, make) }
        #expect(error?.code == .positionInvalid)
        #expect(error?.message.contains("X'61',X'',1") == true)
        var options = TransactionAssembler.Options()
        options.acceptsUnknownBranches = true
        #expect(try lines(options: options, make) == ["branchUnknown 1 X'61',X'',1", "statement 2 sql"])
    }

    @Test func `branches beyond the memory are held in files, and their number has a limit`() throws {
        var options = TransactionAssembler.Options()
        options.branchMemory = 400
        options.branchLimit = 3
        var stream = SyntheticStream()
        for (index, name) in ["a", "b", "c"].enumerated() { prepare(&stream, Int64(index + 1), name, [UInt32(index)]) }
        var assembler = TransactionAssembler(options: options)
        var source = try MemoryGroups(stream)
        #expect(try assembled(&assembler, &source).count == 3)
        #expect(assembler.branchMemoryByteCount <= 400)
        #expect(assembler.heldBranches.branches.map(\.identifier.globalID) == [[0x61], [0x62], [0x63]])
        #expect(assembler.heldBranches.branches.map(\.since) == [1_767_261_600, 1_767_261_600, 1_767_261_600])
        for (index, name) in ["c", "a", "b"].enumerated() { complete(&stream, Int64(index + 4), name) }
        #expect(
            try lines(options: options) { $0 = stream }.suffix(3) == [
                "changes 4 X'63',X'',1 2", "changes 5 X'61',X'',1 0", "changes 6 X'62',X'',1 1",
            ]
        )
        var many = SyntheticStream()
        for (index, name) in ["a", "b", "c", "d"].enumerated() { prepare(&many, Int64(index + 1), name, [1]) }
        let error = #expect(throws: ReplicationError.self) { try lines(options: options) { $0 = many } }
        #expect(error?.code == .limitExceeded)
    }

    @Test func `reading goes on where branches are held, by GTIDs and by places`() throws {
        var stream = SyntheticStream()
        prepare(&stream, 1, "a", [1])
        prepare(&stream, 2, "b", [2])
        complete(&stream, 3, "b")
        stream.gtid(4)
        stream.query("DROP TABLE t")
        var first = TransactionAssembler()
        var source = try MemoryGroups(stream)
        #expect(try assembled(&first, &source).count == 4)
        let known = first.heldBranches
        #expect(known.branches.map(\.identifier.description) == ["X'61',X'',1"])
        let reached = BinlogFilePosition(file: "binlog.000001", offset: stream.position)
        // By GTIDs the source leaves out what was executed, by itself.
        let set = try GTIDSet("\(SyntheticStream.source):1-4")
        #expect(known.executed(set).description == "\(SyntheticStream.source):2-4")
        #expect(known.oldestPosition?.offset == 4 + UInt64(stream.events[1].count))
        complete(&stream, 5, "a")
        var second = TransactionAssembler(known: known, reached: reached)
        source = try MemoryGroups(stream)
        #expect(try assembled(&second, &source) == ["changes 5 X'61',X'',1 1"])
        #expect(second.heldBranches.isEmpty)
    }

    @Test func `a branch that another server sends again is known by its GTID`() throws {
        var old = SyntheticStream()
        prepare(&old, 1, "a", [1])
        var source = try MemoryGroups(old)
        var first = TransactionAssembler()
        #expect(try assembled(&first, &source) == ["prepared 1 X'61',X'',1"])
        // The same transaction, at another place and in another file.
        var new = SyntheticStream(file: "other.000009", at: 9_000)
        prepare(&new, 1, "a", [1])
        prepare(&new, 2, "b", [2])
        complete(&new, 3, "a")
        source = try MemoryGroups(new)
        var second = TransactionAssembler(known: first.heldBranches)
        #expect(try assembled(&second, &source) == ["prepared 2 X'62',X'',1", "changes 3 X'61',X'',1 1"])
        #expect(second.heldBranches.branches.map(\.position.file) == ["other.000009"])
    }

    @Test func `an incident within a group is told, and one outside ends the stream`() throws {
        let inside = try lines { stream in
            stream.gtid(1)
            stream.append(.incident) { $0.array([1, 0, 0]) }
        }
        #expect(inside == ["incident 1"])
        let error = #expect(throws: ReplicationError.self) {
            try lines { stream in
                stream.append(.incident) { body in
                    body.array([1, 0, 4])
                    body.text("gone")
                }
            }
        }
        #expect(error?.message.contains("gone") == true)
    }

    @Test func `events of the recorded logs come as many as they are`() throws {
        for fixture in Fixture.all where fixture.name.contains("xa") || fixture.name.contains("compressed") {
            let bytes = try fixture.bytes()
            var expected = 0
            try MemoryLog(bytes).forEachEvent { event throws(BinlogError) in
                if case .rows(let rows) = event.body {
                    var changes = rows.changes
                    while try changes.next() != nil { expected += 1 }
                }
            }
            var source = try MemoryGroups(file: bytes)
            var assembler = TransactionAssembler()
            var (rows, transactions, branches) = (0, 0, 0)
            while let transaction = try assembler.next(from: &source) {
                transactions += 1
                if transaction.branch != nil { branches += 1 }
                while let event = try assembler.nextEvent(from: &source) {
                    guard case .rows(let event) = event.body else { continue }
                    var changes = event.changes
                    while try changes.next() != nil { rows += 1 }
                }
            }
            #expect(transactions > 0)
            if fixture.name.contains("xa") {
                #expect(branches > 0 && rows > 0 && rows <= expected, "\(fixture): \(rows) of \(expected)")
            } else {
                #expect(rows == expected, "\(fixture)")
            }
        }
    }
}
