// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct PrepareMachineTests {
    private static let parameter = ColumnDefinition(name: "?", type: .varString)
    private static let column = ColumnDefinition(name: "n", type: .long)

    private func head(_ columns: UInt16, _ parameters: UInt16, _ layout: PacketLayout = .current) -> [UInt8] {
        let packet = PrepareOK(statementID: 5, columnCount: columns, parameterCount: parameters)
        return encoded { packet.encode(into: &$0, layout: layout) }
    }

    private func definition(_ column: ColumnDefinition) -> [UInt8] {
        encoded { column.encode(into: &$0, layout: .current) }
    }

    private let eof = encoded { EOFPacket(status: .autocommit).encode(into: &$0) }

    private func actions(_ packets: [[UInt8]], _ layout: PacketLayout = .current) -> [PrepareMachine.Action] {
        var machine = PrepareMachine(layout: layout)
        return packets.map { machine.received($0.span) }
    }

    private func last(_ packets: [[UInt8]], _ layout: PacketLayout = .current) -> PrepareMachine.Statement? {
        guard case .prepared(let statement) = actions(packets, layout).last else { return nil }
        return statement
    }

    @Test func `parameters come first, then columns`() {
        let parameter = definition(Self.parameter)
        let column = definition(Self.column)
        let current = last([head(1, 2), parameter, parameter, column])
        #expect(current?.id == 5)
        #expect(current?.parameterCount == 2)
        #expect(current?.columns == [Self.column])
        #expect(last([head(1, 2), parameter, parameter, eof, column, eof], .classic) == current)
    }

    @Test func `a statement may take or give nothing`() {
        #expect(last([head(0, 0)])?.columns == [])
        #expect(last([head(0, 1), definition(Self.parameter), eof], .classic)?.columns == [])
        #expect(last([head(1, 0), definition(Self.column)])?.columns == [Self.column])
    }

    @Test func `definitions may be left out`() {
        let layout = PacketLayout(hasOptionalMetadata: true)
        let packet = PrepareOK(statementID: 5, columnCount: 3, parameterCount: 2, metadataFollows: false)
        let statement = last([encoded { packet.encode(into: &$0, layout: layout) }], layout)
        #expect(statement != nil)
        #expect(statement?.columns == nil)
        #expect(statement?.parameterCount == 2)
    }

    @Test func `an error may come at any time`() {
        let error = ErrorPacket(code: 1295, sqlState: "HY000", message: "not preparable")
        let bytes = encoded { error.encode(into: &$0) }
        #expect(actions([bytes]) == [.failed(error)])
        #expect(actions([head(1, 1), bytes]).last == .failed(error))
    }

    @Test func `lies and damage are violations, and never trap`() {
        let column = definition(Self.column)
        for (packets, layout) in [
            ([[]], PacketLayout.current), ([head(1, 0), [1, 2]], .current), ([head(0, 0), column], .current),
            ([head(1, 0), column, column], .classic), ([head(0, 0) + [0]], .current),
            ([head(1, 1), column, column], .classic),
        ] {
            guard case .violated = actions(packets, layout).last else {
                Issue.record("\(packets)")
                continue
            }
        }
        var mutator = Mutator()
        let packets = [head(1, 1), definition(Self.parameter), eof, column, eof]
        for index in packets.indices {
            for _ in 0..<300 {
                var damaged = packets
                damaged[index] = mutator.mutated(damaged[index])
                #expect(actions(damaged, .classic).count == packets.count)
            }
        }
    }
}
