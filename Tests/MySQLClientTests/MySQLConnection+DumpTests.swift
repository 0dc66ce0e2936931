// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

@Suite(.serialized) struct MySQLConnectionDumpTests {
    /// A dump that ends at the end of the log, from the beginning of the newest file.
    private func command(_ connection: MySQLConnection, waits: Bool, _ server: LiveServer) async throws -> [UInt8] {
        try await connection.execute(text: "SET @master_binlog_checksum = 'CRC32', @source_binlog_checksum = 'CRC32'")
        let file = try server.currentBinlog().name
        var writer = WireWriter()
        writer.uint8(0x12)
        writer.uint32(4)
        writer.uint16(waits ? 0 : 1)
        writer.uint32(UInt32.random(in: 1_000_000...4_000_000_000))
        writer.text(file)
        return writer.bytes
    }

    @Test(arguments: LiveServer.all)
    func `a dump hands out events, and HC-084 ends where the server says so`(_ server: LiveServer) async throws {
        for compression in [ProtocolCompression.uncompressed, .zlib] {
            var configuration = server.configuration()
            configuration.compression = [compression]
            try await MySQLConnection.withConnection(configuration) { connection in
                try await connection.beginDump(command(connection, waits: false, server))
                let busy = await mysqlError { try await connection.ping() }
                #expect(busy?.code == .connectionBusy)
                var types: [UInt8] = []
                try await connection.withLoopPreference {
                    while let batch = try await connection.nextDumpBatch(timeout: .seconds(20)) {
                        // swift-format-ignore: ReplaceForEachWithForLoop
                        batch.forEach { payload in
                            #expect(payload.count > 19)
                            if types.count < 2 { types.append(payload[5]) }
                        }
                    }
                }
                // The fake ROTATE and the format description.
                #expect(types == [4, 15])
                #expect(try await connection.nextDumpBatch() == nil)
            }
        }
    }

    @Test(arguments: LiveServer.all)
    func `a dump that the server refuses is its error`(_ server: LiveServer) async throws {
        try await server.withConnection { connection in
            let file: [UInt8] = Array("no-such-file.000001".utf8)
            try await connection.beginDump([0x12, 4, 0, 0, 0, 1, 0, 9, 9, 9, 9] + file)
            let error = await mysqlError { while try await connection.nextDumpBatch() != nil {} }
            #expect(error?.server?.number == 1236)
        }
    }

    @Test(arguments: LiveServer.withTLS)
    func `cancelling a dump that waits closes its socket at once`(_ server: LiveServer) async throws {
        for tls in [TLSPolicy.disabled, TLSPolicy(.required)] {
            try await server.withConnection(tls: tls) { connection in
                try await connection.beginDump(command(connection, waits: true, server))
                let start = ContinuousClock.now
                let code = await withTaskGroup(of: MySQLError.Code?.self) { group in
                    group.addTask {
                        await mysqlError { while try await connection.nextDumpBatch() != nil {} }?.code
                    }
                    group.cancelAll()
                    return await group.next() ?? nil
                }
                #expect(code == .cancelled)
                #expect(ContinuousClock.now - start < .seconds(5))
            }
        }
    }

    @Test func `an event and the end in one read are handed out one after the other`() async throws {
        let event: [UInt8] = [0] + [UInt8](repeating: 1, count: 30)
        let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { _, _ in
            [.packet(event), .packet(event), .packet([0xfe, 0, 0, 2, 0])]
        }
        try await ScriptedServer.with(script: script) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                try await connection.beginDump([0x12])
                var count = 0
                while let batch = try await connection.nextDumpBatch() { count += batch.count }
                #expect(count == 2)
            }
        }
    }

    @Test func `HC-084 an error behind events comes behind them, and a socket that closes is no end`() async throws {
        let event: [UInt8] = [0] + [UInt8](repeating: 1, count: 30)
        let killed: [UInt8] = [0xff, 0x27, 0x05] + Array("#70100killed".utf8)
        for isError in [true, false] {
            let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { _, _ in
                [.packet(event), isError ? .packet(killed) : .close]
            }
            try await ScriptedServer.with(script: script) { configuration in
                try await MySQLConnection.withConnection(configuration) { connection in
                    try await connection.beginDump([0x12])
                    #expect(try await connection.nextDumpBatch()?.count == 1)
                    let error = await mysqlError { _ = try await connection.nextDumpBatch() }
                    #expect(error?.code == (isError ? .server : .connectionLost))
                    #expect(error?.server?.number == (isError ? 1319 : nil))
                }
            }
        }
    }

    @Test func `HC-083 an acknowledgement has number 0, and numbers go on from 1`() async throws {
        let wants: [UInt8] = [0, 0xef, 1] + [UInt8](repeating: 1, count: 30)
        let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { count, payload in
            // The scripted server numbers its packets from the number behind the client's.
            count == 0
                ? [.packet(wants)] : payload == [0xef, 9] ? [.packet(wants), .packet([0xfe, 0, 0, 2, 0])] : [.close]
        }
        try await ScriptedServer.with(script: script) { configuration in
            try await MySQLConnection.withConnection(configuration) { connection in
                try await connection.beginDump([0x12], acknowledges: true)
                #expect(try await connection.nextDumpBatch()?.count == 1)
                try await connection.sendDuringDump([0xef, 9])
                var count = 0
                while let batch = try await connection.nextDumpBatch() { count += batch.count }
                #expect(count == 1)
            }
        }
    }

    @Test func `HC-083 an event that begins with 0xef keeps its bytes where the first packet shows no semi-sync`()
        async throws
    {
        let rotate: [UInt8] = [0] + [UInt8](repeating: 0, count: 30)
        // An event whose time has this lowest byte.
        let event: [UInt8] = [0, 0xef, 1] + [UInt8](repeating: 7, count: 30)
        let script: @Sendable (Int, [UInt8]) -> [ScriptedServer.Step] = { _, _ in
            [.packet(rotate), .packet(event), .packet(event), .packet([0xfe, 0, 0, 2, 0])]
        }
        for acknowledges in [true, false] {
            try await ScriptedServer.with(script: script) { configuration in
                try await MySQLConnection.withConnection(configuration) { connection in
                    try await connection.beginDump([0x12], acknowledges: acknowledges)
                    var payloads: [[UInt8]] = []
                    while let batch = try await connection.nextDumpBatch() {
                        #expect(!batch.isSemiSync)
                        // swift-format-ignore: ReplaceForEachWithForLoop
                        batch.forEach { payloads.append([UInt8](copying: $0)) }
                    }
                    #expect(payloads == [rotate, event, event])
                }
            }
        }
    }
}
