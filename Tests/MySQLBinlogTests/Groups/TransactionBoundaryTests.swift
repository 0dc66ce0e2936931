// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import Testing

@Suite struct TransactionBoundaryTests {
    /// What is learnt of the events behind the format description: a letter for each step, and how groups end.
    private func shape(
        _ server: SyntheticLog.Server = .mysql,
        _ make: (inout SyntheticStream) -> Void
    ) throws -> (steps: String, endings: [GroupEnding], isOpen: Bool, brokenOff: Int) {
        var stream = SyntheticStream(server)
        let head = stream.events.count
        make(&stream)
        var (steps, endings, brokenOff) = ("", [GroupEnding](), 0)
        var boundary = TransactionBoundary()
        var scanner = BoundaryScanner(checksum: .crc32)
        var decoder = BinlogDecoder(streamChecksum: .crc32)
        for (index, event) in stream.events.enumerated() {
            try decoder.accept(event.span, at: 0)
            let step = boundary.accept(try decoder.event(event.span))
            // Two ways to the same end: by the whole event, and by its head.
            #expect(try scanner.accept(event.span) == step)
            #expect(scanner.boundary.ending == boundary.ending)
            #expect(scanner.boundary.gtid == boundary.gtid)
            #expect(scanner.boundary.rollsBackToSavepoint == boundary.rollsBackToSavepoint)
            if boundary.hasBrokenOff { brokenOff += 1 }
            guard index >= head else { continue }
            switch step {
            case .begin: steps += "("
            case .inside: steps += "-"
            case .end: steps += ")"
            case .alone: steps += "1"
            case .outside: steps += "."
            }
            if let ending = boundary.ending { endings.append(ending) }
        }
        return (steps, endings, boundary.isOpen, brokenOff)
    }

    @Test func `a transaction goes from its GTID to its XID`() throws {
        let shape = try shape { stream in
            stream.gtid(1)
            stream.query("BEGIN")
            stream.insert([1])
            stream.xid()
            stream.gtid(0)
            stream.query("BEGIN")
            stream.xid()
        }
        #expect(shape.steps == "(---)(-)")
        #expect(shape.endings == [.commit, .commit])
    }

    @Test func `DDL is a group with its GTID`() throws {
        let shape = try shape { stream in
            stream.gtid(1)
            stream.query("CREATE TABLE t (a INT)")
            stream.gtid(2)
            stream.append(.rand) { $0.zeros(16) }
            stream.query("DROP TABLE t")
        }
        #expect(shape.steps == "()(-)")
        #expect(shape.endings == [.statement, .statement])
    }

    @Test(arguments: [true, false])
    func `HC-128 CREATE TABLE … START TRANSACTION and its rows are one group`(_ begins: Bool) throws {
        let shape = try shape { stream in
            stream.gtid(1)
            if begins { stream.query("BEGIN") }
            stream.query("CREATE TABLE `t` (\n  `a` int\n) START TRANSACTION")
            stream.insert([1])
            stream.xid()
        }
        #expect(shape.steps == (begins ? "(----)" : "(---)"))
        #expect(shape.endings == [.commit])
    }

    @Test(arguments: ["CREATE TABLE t (a INT) START_TRANSACTION", "CREATE TABLE t (a INT) START TRANSACTIONS"])
    func `a table whose definition only looks like one with rows is a group`(_ sql: String) throws {
        let shape = try shape { stream in
            stream.gtid(1)
            stream.query(sql)
        }
        #expect(shape.steps == "()")
    }

    @Test func `HC-111 COMMIT ends changes of tables without transactions`() throws {
        let shape = try shape { stream in
            stream.gtid(1)
            stream.query("BEGIN")
            stream.insert([1])
            stream.query("COMMIT")
        }
        #expect(shape.steps == "(---)")
        #expect(shape.endings == [.commit])
    }

    @Test func `HC-112 ROLLBACK ends a group, to a savepoint it does not`() throws {
        let shape = try shape { stream in
            stream.gtid(1)
            stream.query("BEGIN")
            stream.query("SAVEPOINT `s`")
            stream.insert([1])
            stream.query("ROLLBACK TO `s`")
            stream.query("ROLLBACK")
        }
        #expect(shape.steps == "(-----)")
        #expect(shape.endings == [.rollback])
    }

    @Test func `BEGIN within a group is nothing new`() throws {
        let shape = try shape { stream in
            stream.query("BEGIN")
            stream.query("BEGIN")
            stream.insert([1])
            stream.xid()
        }
        #expect(shape.steps == "(---)")
    }

    @Test func `a log without GTIDs has groups too`() throws {
        let shape = try shape { stream in
            stream.query("BEGIN")
            stream.insert([1])
            stream.query("COMMIT")
            stream.query("CREATE TABLE t (a INT)")
            stream.append(.intVar) { body in
                body.uint8(2)
                body.uint64(5)
            }
            stream.append(.rand) { $0.zeros(16) }
            stream.query("INSERT INTO t VALUES (NULL)")
            stream.append(.beginLoadQuery) { $0.uint32(1) }
            stream.append(.appendBlock) { $0.uint32(1) }
            stream.append(.deleteFile) { $0.uint32(1) }
            stream.query("DROP TABLE t")
        }
        #expect(shape.steps == "(--)1(-)(--)")
        #expect(shape.endings == [.commit, .statement, .statement, .statement])
    }

    @Test func `rows without any transaction end with their statement`() throws {
        let shape = try shape { stream in
            stream.insert([1], isStatementEnd: false)
            stream.insert([2])
            stream.insert([3])
        }
        #expect(shape.steps == "(--)()")
        #expect(shape.endings == [.rows, .rows])
    }

    @Test func `an XA transaction is prepared in one group and committed in another`() throws {
        let shape = try shape { stream in
            stream.gtid(1)
            stream.query("XA START X'61',X'',1")
            stream.insert([1])
            stream.query("XA END X'61',X'',1")
            stream.xaPrepare("a")
            stream.gtid(2)
            stream.query("XA COMMIT X'61',X'',1")
            stream.gtid(3)
            stream.query("XA ROLLBACK X'62',X'',1")
            stream.gtid(4)
            stream.query("XA START X'63',X'',1")
            stream.query("XA END X'63',X'',1")
            stream.xaPrepare("c", onePhase: true)
        }
        #expect(shape.steps == "(----)()()(--)")
        #expect(shape.endings == [.xaPrepare, .xaCommit, .xaRollback, .xaOnePhase])
    }

    @Test func `XA of servers without events for it is told by its statements`() throws {
        let shape = try shape { stream in
            stream.query("XA START 'a'")
            stream.query("XA END 'a'")
            stream.query("XA PREPARE 'a'")
            stream.query("XA COMMIT 'a'")
            stream.query("XA START 'b'")
            stream.query("XA COMMIT 'b' ONE PHASE")
        }
        #expect(shape.steps == "(-)1()")
        #expect(shape.endings == [.xaPrepare, .xaCommit, .xaCommit])
    }

    @Test func `a GTID of MariaDB stands for BEGIN unless a statement stands alone`() throws {
        let shape = try shape(.mariaDB) { stream in
            stream.mariaDBGTID(1, flags: .transactional)
            stream.query("CREATE TABLE t (a INT)")
            stream.insert([1])
            stream.xid()
            stream.mariaDBGTID(2, flags: .standalone)
            stream.append(.annotateRows) { $0.text("x") }
            stream.query("DROP TABLE t")
            stream.mariaDBGTID(3, flags: .preparedXA, xa: "a")
            stream.insert([1])
            stream.query("XA END X'61',X'',1")
            stream.xaPrepare("a")
            stream.mariaDBGTID(4, flags: .completedXA, xa: "a")
            stream.query("XA COMMIT X'61',X'',1")
        }
        #expect(shape.steps == "(---)(-)(---)()")
        #expect(shape.endings == [.commit, .statement, .xaPrepare, .xaCommit])
    }

    @Test func `what the log says of itself belongs to no group`() throws {
        let shape = try shape(.mariaDB) { stream in
            stream.append(.mariaDBGTIDList) { $0.uint48(0) }
            stream.append(.binlogCheckpoint) { body in
                body.uint32(13)
                body.text("binlog.000001")
            }
            stream.mariaDBGTID(1)
            stream.append(.binlogCheckpoint) { body in
                body.uint32(13)
                body.text("binlog.000001")
            }
            stream.xid()
            stream.append(.stop)
        }
        #expect(shape.steps == "..(.).")
        #expect(!shape.isOpen)
    }

    @Test func `an incident ends a group that holds nothing else`() throws {
        let shape = try shape { stream in
            stream.gtid(1)
            stream.append(.incident) { $0.array([1, 0, 0]) }
            stream.append(.incident) { $0.array([1, 0, 0]) }
            stream.gtid(2)
            stream.query("BEGIN")
            stream.append(.incident) { $0.array([1, 0, 0]) }
            stream.xid()
        }
        #expect(shape.steps == "().(--)")
        #expect(shape.endings == [.incident, .commit])
    }

    @Test func `a group that its server did not complete is broken off`() throws {
        let shape = try shape { stream in
            stream.gtid(1)
            stream.query("BEGIN")
            stream.insert([1])
            stream.beginFile("binlog.000002")
            stream.formatDescription()
            stream.gtid(1)
            stream.gtid(2)
            stream.query("BEGIN")
            stream.append(.stop)
        }
        #expect(shape.steps == "(---..((-.")
        #expect(shape.brokenOff == 3)
        #expect(!shape.isOpen)
    }

    @Test func `a payload is a group's content, and its end where nobody looks into it`() throws {
        let fixture = try #require(Fixture.named("mysql-9.7-compressed"))
        let log = MemoryLog(try fixture.bytes())
        var boundary = TransactionBoundary()
        var steps: [TransactionBoundary.Step] = []
        try log.forEachEvent { event throws(BinlogError) in steps.append(boundary.accept(event)) }
        #expect(!boundary.isOpen)
        var scanner = BoundaryScanner(at: BinlogFilePosition(file: fixture.name))
        var endings: [GroupEnding] = []
        for range in log.events {
            _ = try scanner.accept(log.bytes.span.extracting(range))
            if let ending = scanner.boundary.ending { endings.append(ending) }
        }
        #expect(endings.contains(.payload))
        #expect(endings.count == steps.count { $0.endsGroup })
    }
}
