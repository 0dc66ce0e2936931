// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct ResultMachineTests {
    private static let one = ColumnDefinition(name: "1", type: .longLong, flags: .notNull)
    private static let two = ColumnDefinition(name: "2", type: .varString)

    private func definition(_ column: ColumnDefinition, _ layout: PacketLayout = .current) -> [UInt8] {
        encoded { column.encode(into: &$0, layout: layout) }
    }

    private func ok(_ status: StatusFlags, header: UInt8 = 0) -> [UInt8] {
        encoded { OKPacket(status: status).encode(into: &$0, layout: .current, header: header) }
    }

    private func eof(_ status: StatusFlags = .autocommit) -> [UInt8] {
        encoded { EOFPacket(status: status).encode(into: &$0) }
    }

    private func actions(
        _ packets: [[UInt8]],
        _ format: ResultMachine.Format = .text,
        _ layout: PacketLayout = .current,
        prepared: [ColumnDefinition]? = nil
    ) -> [ResultMachine.Action] {
        var machine = ResultMachine(format, layout: layout, prepared: prepared)
        return packets.map { machine.received($0.span) }
    }

    @Test func `MySQL's answer to a query, where OK ends rows`() {
        // `select 1, 'a', null, 1.50` on MySQL 9.7, less two of its columns.
        let packets = [
            "02", "036465660000000131000c3f0002000000088100000000", "036465660000000161000c2d0004000000fd01001f0000",
            "01310161", "fe000002000000",
        ].map { [UInt8](hex: $0) }
        let found = actions(packets)
        #expect(found.count == 5)
        #expect(found[0] == .wait && found[1] == .wait)
        guard case .columns(let columns) = found[2] else {
            Issue.record("\(found[2])")
            return
        }
        #expect(columns.map(\.name) == ["1", "a"])
        #expect(found[3] == .row)
        #expect(found[4] == .finished(OKPacket(status: .autocommit)))
    }

    @Test func `with EOF packets definitions end too`() {
        let packets = [[1], definition(Self.one), eof(), [1, 0x31], [0xfb], [0], eof([.autocommit, .inTransaction])]
        #expect(
            actions(packets, .text, .classic)
                == [
                    .wait, .wait, .columns([Self.one]), .row, .row, .row,
                    .finished(OKPacket(status: [.autocommit, .inTransaction])),
                ]
        )
    }

    @Test func `an answer without rows, an error, and the end of SET_OPTION`() {
        #expect(actions([ok(.autocommit)]) == [.finished(OKPacket(status: .autocommit))])
        let error = ErrorPacket(code: 1064, sqlState: "42000", message: "syntax")
        #expect(actions([encoded { error.encode(into: &$0) }]) == [.failed(error)])
        #expect(actions([eof()], .text, .classic) == [.finished(OKPacket(status: .autocommit))])
    }

    @Test func `another answer follows where the status says so, and an error ends them all`() {
        let error = ErrorPacket(code: 1317, sqlState: "70100", message: "killed")
        let packets = [
            ok([.moreResultsExist]), [1], definition(Self.one), [1, 0x31], ok([.moreResultsExist], header: 0xfe),
            encoded { error.encode(into: &$0) },
        ]
        var machine = ResultMachine(.text, layout: .current)
        for packet in packets.dropLast() {
            _ = machine.received(packet.span)
            let isOver = machine.isOver
            #expect(!isOver)
        }
        let failure = packets[5]
        let last = machine.received(failure.span)
        let isOver = machine.isOver
        #expect(last == .failed(error))
        #expect(isOver)
    }

    @Test func `HC-084 an error may come in place of a row or a definition`() {
        let error = ErrorPacket(code: 1053, sqlState: "08S01", message: "Server shutdown in progress")
        let bytes = encoded { error.encode(into: &$0) }
        #expect(actions([[1], definition(Self.one), [1, 0x31], bytes]).last == .failed(error))
        #expect(actions([[2], definition(Self.one), bytes]).last == .failed(error))
        #expect(actions([[1], definition(Self.one), bytes], .text, .classic).last == .failed(error))
    }

    @Test func `HC-084 a value of 16 MiB is a row, not the end of rows`() {
        var row = [UInt8](hex: "fe 0000000100000000")
        row += [UInt8](repeating: 0, count: 1 << 24)
        #expect(actions([[1], definition(Self.two), row]).last == .row)
        #expect(actions([[1], definition(Self.two), eof(), row], .text, .classic).last == .row)
    }

    @Test func `binary rows begin with a zero`() {
        let packets = [[1], definition(Self.one), [0, 0, 1, 0, 0, 0, 0, 0, 0, 0], ok(.autocommit, header: 0xfe)]
        #expect(
            actions(packets, .binary)
                == [.wait, .columns([Self.one]), .row, .finished(OKPacket(status: .autocommit))]
        )
        #expect(
            actions([[1], definition(Self.one), [1, 0x31]], .binary).last
                == .violated(ProtocolViolation(.unexpectedPacket(firstByte: 1), in: "row"))
        )
    }

    @Test func `a cursor's first answer ends behind the definitions`() {
        let status: StatusFlags = [.autocommit, .cursorExists]
        let classic = actions([[1], definition(Self.one), eof(status)], .binary, .classic)
        #expect(classic.last == .cursorOpened([Self.one], OKPacket(status: status)))
        let current = actions([[1], definition(Self.one), ok(status, header: 0xfe)], .binary)
        #expect(current == [.wait, .columns([Self.one]), .finished(OKPacket(status: status))])
    }

    @Test func `MariaDB leaves out definitions that PREPARE told`() {
        let layout = PacketLayout(deprecatesEOF: true, tracksSession: true, cachesMetadata: true)
        #expect(actions([[1, 0]], .binary, layout, prepared: [Self.one]) == [.columns([Self.one])])
        #expect(
            actions([[2, 0]], .binary, layout, prepared: [Self.one]).last
                == .violated(ProtocolViolation(.columnCountMismatch(expected: 1, found: 2), in: "column count"))
        )
        #expect(
            actions([[1, 0]], .binary, layout).last
                == .violated(ProtocolViolation(.missingDefinitions, in: "column count"))
        )
        // They are sent again when they have changed.
        #expect(
            actions([[1, 1], definition(Self.two, layout)], .binary, layout, prepared: [Self.one]).last
                == .columns([Self.two])
        )
        // MySQL with resultset_metadata NONE: text needs no types.
        #expect(actions([[2, 0], [0, 0]], .text, layout) == [.columns([]), .row])
    }

    @Test func `a file is refused, whatever was asked`() {
        let error = ErrorPacket(code: 3948, sqlState: "42000", message: "Loading local data is disabled")
        let request = [0xfb] + Array("/etc/passwd".utf8)
        #expect(
            actions([request, encoded { error.encode(into: &$0) }]) == [.refuseFile("/etc/passwd"), .failed(error)]
        )
        #expect(actions([request, ok(.autocommit)]).last == .finished(OKPacket(status: .autocommit)))
        guard case .violated = actions([request, request]).last else {
            Issue.record("a second request")
            return
        }
    }

    @Test func `MariaDB's progress is told and changes nothing`() {
        let layout = PacketLayout(deprecatesEOF: true, tracksSession: true, reportsProgress: true)
        let report = ProgressReport(stage: 1, stageCount: 2, progress: 500, state: "copy")
        let bytes = encoded { report.encode(into: &$0) }
        #expect(
            actions([bytes, bytes, ok(.autocommit)], .text, layout)
                == [.progress(report), .progress(report), .finished(OKPacket(status: .autocommit))]
        )
    }

    @Test func `counts that no result has are refused`() {
        let limit = ResultMachine.maximumColumns
        #expect(
            actions([[0xfd, 0, 0, 1]]).last
                == .violated(ProtocolViolation(.tooManyColumns(65_536, limit: limit), in: "column count"))
        )
        let huge = PacketLayout.classic
        guard case .violated = actions([[0xfe] + [UInt8](repeating: 0xff, count: 8)], .text, huge).last else {
            Issue.record("a count of 64 bits")
            return
        }
        guard case .violated = actions([[0xfc, 0, 0]]).last else {
            Issue.record("a count of 0")
            return
        }
    }

    @Test func `fewer definitions than were told, or more, show`() {
        // A row where a definition is due; a definition where the EOF is due.
        for (packets, layout) in [
            ([[2], definition(Self.one), [1, 0x31]], PacketLayout.current),
            ([[1], definition(Self.one), definition(Self.one)], .classic),
            ([[1], definition(Self.one), []], .classic), ([[1], []], .current), ([[]], .current),
            ([[1], definition(Self.one), []], .current),
        ] {
            guard case .violated = actions(packets, .text, layout).last else {
                Issue.record("\(packets)")
                continue
            }
        }
    }

    @Test func `more columns than the limit are refused before they come`() {
        var machine = ResultMachine(.text, layout: .current, maximumColumns: 2)
        let three: [UInt8] = [3]
        let refused = machine.received(three.span)
        #expect(
            refused == .violated(ProtocolViolation(.tooManyColumns(3, limit: 2), in: "column count"))
        )
        var wide = ResultMachine(.text, layout: .current, maximumColumns: 3)
        let accepted = wide.received(three.span)
        #expect(accepted == .wait)
    }

    @Test func `definitions without end are refused`() {
        var machine = ResultMachine(.text, layout: .current)
        let count: [UInt8] = [0xfc, 0xff, 0xff]
        let first = machine.received(count.span)
        #expect(first == .wait)
        let large = definition(ColumnDefinition(name: String(repeating: "n", count: 1 << 20), type: .long))
        var last = ResultMachine.Action.wait
        for _ in 0..<64 where last == .wait { last = machine.received(large.span) }
        #expect(
            last
                == .violated(
                    ProtocolViolation(
                        .definitionsTooLarge(limit: ResultMachine.maximumDefinitionBytes),
                        in: "column definition"
                    )
                )
        )
    }

    @Test func `whatever comes after the answer, or after a violation, is one`() {
        #expect(
            actions([ok(.autocommit), [1, 2]]).last
                == .violated(ProtocolViolation(.unexpectedPacket(firstByte: 1), in: "after the answer"))
        )
        #expect(
            actions([ok(.autocommit), []]).last == .violated(ProtocolViolation(.emptyPacket, in: "after the answer"))
        )
        guard case .violated = actions([ok(.autocommit) + [9, 9, 9]]).last else {
            Issue.record("garbage after OK")
            return
        }
    }

    @Test func `a row costs no allocation`() throws {
        var machine = ResultMachine(.text, layout: .current)
        for packet in [[1], definition(Self.one)] { _ = machine.received(packet.span) }
        let row: [UInt8] = [1, 0x31]
        var rows = 0
        guard AllocationCounter.isAvailable else { return }
        let count = try AllocationCounter.allocations {
            for _ in 0..<10_000 where machine.received(row.span) == .row { rows += 1 }
        }
        #expect(rows == 10_000)
        // A few for the loop in a debug build, none for a row.
        #expect(count < 100)
    }

    @Test(arguments: [ResultMachine.Format.text, .binary])
    func `damaged conversations end or go on, and never trap`(_ format: ResultMachine.Format) {
        var mutator = Mutator()
        for layout in [PacketLayout.classic, .current] {
            let end = layout.deprecatesEOF ? ok(.autocommit, header: 0xfe) : eof()
            let middle = layout.deprecatesEOF ? [] : [eof()]
            let packets = [[2], definition(Self.one), definition(Self.two)] + middle + [[0, 0, 1, 0x31], end]
            for index in packets.indices {
                for _ in 0..<300 {
                    var damaged = packets
                    damaged[index] = mutator.mutated(damaged[index])
                    let found = actions(damaged, format, layout)
                    #expect(found.count == packets.count)
                }
            }
        }
    }
}
