// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

@Suite struct BoundaryScannerHeartbeatTests {
    private func first(_ stream: inout SyntheticStream, _ offset: UInt32, _ file: String = "binlog.000001") {
        stream.artificial(.heartbeat, endPosition: offset) { $0.text(file) }
    }

    private func second(_ stream: inout SyntheticStream, _ offset: UInt64, _ file: String = "binlog.000001") {
        stream.artificial(.heartbeatV2, endPosition: UInt32(truncatingIfNeeded: offset)) { body in
            let name = Array(file.utf8)
            HeartbeatEvent(name.span, offset).encodeVersionTwo(into: &body)
        }
    }

    private func place(
        _ start: UInt64,
        _ add: (inout SyntheticStream) -> Void
    ) throws -> UInt64 {
        var stream = SyntheticStream(at: start)
        add(&stream)
        return try BoundaryScannerTests.scan(stream).position
    }

    @Test func `a heartbeat tells the place behind events that were left out`() throws {
        #expect(try place(1_000) { first(&$0, 1_000) } == 1_000)
        #expect(try place(1_000) { first(&$0, 5_000) } == 5_000)
        #expect(try place(1_000) { first(&$0, 4_000_000_000) } == 4_000_000_000)
        #expect(try place(1_000) { second(&$0, 5_000) } == 5_000)
        #expect(try place(1_000) { second(&$0, 1 << 40) } == 1 << 40)
        #expect(try place((1 << 32) - 100) { first(&$0, 50) } == (1 << 32) + 50)
        #expect(
            try place(1_000) { stream in
                stream.artificial(.heartbeat) { body in
                    body.uint64(1 << 33)
                    body.text("binlog.000001")
                }
            } == 1 << 33
        )
    }

    @Test func `a heartbeat of a place behind, or of another file, ends the stream`() throws {
        #expect(throws: BinlogError(.outOfStep(file: "binlog.000001", offset: 999), in: .heartbeat, at: 1_000)) {
            try place(1_000) { first(&$0, 999) }
        }
        #expect(throws: BinlogError(.outOfStep(file: "binlog.000001", offset: 999), in: .heartbeatV2, at: 1_000)) {
            try place(1_000) { second(&$0, 999) }
        }
        #expect(throws: BinlogError(.outOfStep(file: "binlog.000002", offset: 1_000), in: .heartbeat, at: 1_000)) {
            try place(1_000) { first(&$0, 1_000, "binlog.000002") }
        }
        #expect(throws: BinlogError.self) { try place(1_000) { second(&$0, .max) } }
        #expect(
            "\(BinlogError(.outOfStep(file: "f", offset: 9), in: .heartbeat, at: 10))".contains("begin anew")
        )
    }
}

extension HeartbeatEvent {
    /// Of a place.
    @_lifetime(copy name)
    fileprivate init(_ name: Span<UInt8>, _ offset: UInt64) {
        var content = WireWriter()
        content.uint64(offset)
        var reader = WireReader(name)
        let header = EventHeader(
            timestamp: 0,
            type: .heartbeat,
            serverID: 1,
            length: 0,
            endPosition: 1,
            flags: []
        )
        do throws(WireError) {
            try self.init(from: &reader, header: header)
        } catch {
            preconditionFailure("\(error)")
        }
        self.offset = offset
    }
}
