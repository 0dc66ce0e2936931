// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import Testing

struct EventTypeTests {
    @Test func `names are the protocol's, and numbers without one are told`() {
        #expect(EventType.writeRows.description == "WRITE_ROWS_V2")
        #expect(EventType.mariaDBGTID.description == "MARIADB_GTID")
        #expect(EventType(rawValue: 100).description == "TYPE_100")
    }

    @Test func `known are 1 to 42 and 160 to 172, which all have names`() {
        for rawValue in UInt8.min ... .max {
            let type = EventType(rawValue: rawValue)
            #expect(type.isKnown == ((1...42).contains(rawValue) || (160...172).contains(rawValue)))
            #expect(!type.isKnown || !type.description.hasPrefix("TYPE_"))
        }
    }

    @Test(arguments: UInt8.min ... .max)
    func `a body that is understood is never handed over as bytes`(number: UInt8) throws {
        let type = EventType(rawValue: number)
        var options = BinlogDecoder.Options()
        options.keepsUnknownEvents = true
        var decoder = BinlogDecoder(options: options)
        let format = MadeEvents.formatDescription()
        try decoder.accept(format.span, at: 4)
        // Too short for all that have a layout, and so refused, but for a few.
        let event = ([0] as [UInt8]).event(type)
        do throws(BinlogError) {
            try decoder.accept(event.span, at: 200)
            guard case .unknown = try decoder.event(event.span).body else {
                #expect(type.isUnderstood)
                return
            }
            #expect(!type.isUnderstood)
        } catch {
            #expect(type.isUnderstood)
        }
    }
}
