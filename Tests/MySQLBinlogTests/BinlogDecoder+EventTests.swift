// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct BinlogDecoderEventTests {
    @Test func `every type that is known has a body of its own`() throws {
        // The types, and bodies that are as short as they can be; messages of fields as servers write them.
        let zeros = [UInt8](repeating: 0, count: 60)
        let bodies: [(EventType, [UInt8])] = [
            (.query, Array(zeros[..<14])), (.stop, []), (.rotate, Array(zeros[..<8])), (.intVar, Array(zeros[..<9])),
            (.rand, Array(zeros[..<16])), (.userVar, Array(zeros[..<4]) + [1]), (.beginLoadQuery, Array(zeros[..<4])),
            (.appendBlock, Array(zeros[..<4])), (.execLoad, Array(zeros[..<4])), (.deleteFile, Array(zeros[..<4])),
            (.executeLoadQuery, Array(zeros[..<27])), (.xid, Array(zeros[..<8])), (.xaPrepare, Array(zeros[..<13])),
            (.incident, Array(zeros[..<3])), (.heartbeat, []), (.heartbeatV2, MySQLVectors.heartbeatV2.eventBody),
            (.rowsQuery, [0]),
            (.gtid, Array(zeros[..<25])), (.anonymousGTID, Array(zeros[..<25])),
            (.taggedGTID, MySQLVectors.taggedGTID.eventBody),
            (.previousGTIDs, Array(zeros[..<8])), (.transactionContext, Array(zeros[..<18])),
            (.viewChange, Array(zeros[..<52])), (.annotateRows, []), (.binlogCheckpoint, Array(zeros[..<4])),
            (.mariaDBGTID, Array(zeros[..<13])), (.mariaDBGTIDList, Array(zeros[..<4])),
            (.startEncryption, Array(zeros[..<17])), (.newLoad, Array(zeros[..<27])),
        ]
        for (type, body) in bodies {
            var isKnown = false
            try decode([MadeEvents.mysql, body.event(type)]) { event in
                guard event.header.type == type else { return }
                if case .unknown = event.body { return }
                isKnown = true
                var writer = WireWriter()
                try event.encode(into: &writer)
                #expect(writer.bytes == [UInt8](copying: event.bytes), "\(type)")
            }
            #expect(isKnown, "\(type)")
        }
    }

    @Test func `an error in a body is told at its byte in the event`() {
        let event = [UInt8](hex: "01000000").event(.xid)
        let position = UInt64(4 + MadeEvents.mysql.count)
        let error = WireError(.truncated(needed: 8, available: 4), at: 19)
        #expect(refusal(of: [MadeEvents.mysql, event]) == BinlogError(.malformed(error), in: .xid, at: position))
    }

    @Test func `an event that may be ignored is handed over as it is`() throws {
        var kept: [UInt8] = []
        try decode([MadeEvents.mysql, [UInt8](hex: "0708").event(.ignorable)]) { event in
            if case .unknown(let bytes) = event.body { kept = [UInt8](copying: bytes) }
        }
        #expect(kept == [7, 8])
    }
}
