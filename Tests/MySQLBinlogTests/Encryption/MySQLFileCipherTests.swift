// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

struct MySQLFileCipherTests {
    /// What MySQL 8.0.14 writes in front of an encrypted file, without the zeros that fill its 512 bytes.
    private static let head = [UInt8](
        hex: """
            fd62696e01013a4d7953514c5265706c69636174696f6e4b65795f30303530383538332d623563652d313165382d6136
            61352d3030313065303733343739365f3102a96950ed511e0af666a34d47e190f3a365cfeddae1cf0ba95ede8d0431c3
            731b03c2250b20ee352b059eba1a079b511a79
            """
    )
    /// The encrypted content: magic, format description and PREVIOUS_GTIDS.
    private static let content = [UInt8](
        hex: """
            46949ae73131c7415067d19916f94f2ccf7c66af11114a0408088146ed2d7316f0642adcf802f20648fad8a138cb0c00
            331c820d131b924d1dcb2b039d330616594fc776b868886a9ca3107e4399a7e043051ae79c5118c03bd234d0f4b90ec6
            f77539ecd898a659a891605c1ba0c31a682a5b9c3083b1e2c37107adc099e5cec76a4933839894bec1b5f179e1d39b80
            8fbf5f1ce2cfd78a244c37
            """
    )
    private static let name = "MySQLReplicationKey_00508583-b5ce-11e8-a6a5-0010e0734796_1"
    private static let keys = BinlogKeys(mysql: [name: [UInt8](repeating: 0, count: 32)])

    private static func filled(_ head: [UInt8]) -> [UInt8] { head + [UInt8](repeating: 0, count: 512 - head.count) }

    private static func events(_ parts: [[UInt8]], keys: BinlogKeys = keys) throws(BinlogError) -> [String] {
        guard let file = try? TemporaryFile(parts) else { return [] }
        var reader = try BinlogFileReader(path: file.path, keys: keys)
        var events: [String] = []
        while let event = try reader.next() { events.append("\(event.header.type)@\(event.position)") }
        return events
    }

    @Test func `a file is decrypted with the key that it names`() throws {
        let parts = [MySQLFileCipherTests.filled(MySQLFileCipherTests.head), MySQLFileCipherTests.content]
        #expect(try MySQLFileCipherTests.events(parts) == ["FORMAT_DESCRIPTION@4", "PREVIOUS_GTIDS@124"])
    }

    @Test func `reading skips over what is encrypted`() throws {
        let file = try TemporaryFile([
            MySQLFileCipherTests.filled(MySQLFileCipherTests.head), MySQLFileCipherTests.content,
        ])
        var reader = try BinlogFileReader(path: file.path, keys: MySQLFileCipherTests.keys)
        #expect(try reader.next()?.position == 4)
        try reader.skip(to: 124)
        #expect(try reader.next()?.header.type == .previousGTIDs)
    }

    @Test func `without the key, with another or a wrong one, it is refused by name`() {
        let parts = [MySQLFileCipherTests.filled(MySQLFileCipherTests.head), MySQLFileCipherTests.content]
        let name = MySQLFileCipherTests.name
        #expect(throws: BinlogError(.encryptedFile, at: 0)) {
            try MySQLFileCipherTests.events(parts, keys: BinlogKeys())
        }
        let other = BinlogKeys(mysql: ["another": [UInt8](repeating: 0, count: 32)])
        #expect(throws: BinlogError(.missingKey, at: 0)) { try MySQLFileCipherTests.events(parts, keys: other) }
        for key in [[UInt8](repeating: 1, count: 32), [UInt8](repeating: 0, count: 31), []] {
            let wrong = BinlogKeys(mysql: [name: key])
            #expect(throws: BinlogError(.wrongKey, at: 0)) { try MySQLFileCipherTests.events(parts, keys: wrong) }
        }
    }

    @Test func `a head cut at any byte is refused`() {
        let head = MySQLFileCipherTests.filled(MySQLFileCipherTests.head)
        for count in 4..<512 {
            #expect(throws: BinlogError(.truncatedHeader(present: count), at: 0)) {
                try MySQLFileCipherTests.events([Array(head[..<count])])
            }
        }
        // A whole head without content.
        #expect(throws: BinlogError(.wrongKey, at: 0)) { try MySQLFileCipherTests.events([head]) }
    }

    @Test func `heads of another version, with unknown fields or without the needed ones are refused`() {
        var version = MySQLFileCipherTests.head
        version[4] = 2
        var field = MySQLFileCipherTests.head
        field[5] = 9
        let longName =
            Array(MySQLFileCipherTests.head[..<5]) + [1, 255] + [UInt8](repeating: 0x61, count: 255)
            + [1] + [UInt8](repeating: 255, count: 245)
        for head in [version, field, longName] {
            let error = #expect(throws: BinlogError.self) {
                try MySQLFileCipherTests.events([MySQLFileCipherTests.filled(head), MySQLFileCipherTests.content])
            }
            guard case .malformed? = error?.kind else {
                Issue.record("\(error as Any)")
                continue
            }
        }
        let nothing = Array(MySQLFileCipherTests.head[..<5])
        #expect(throws: BinlogError(.missingKey, at: 0)) {
            try MySQLFileCipherTests.events([MySQLFileCipherTests.filled(nothing), MySQLFileCipherTests.content])
        }
        let onlyName = Array(MySQLFileCipherTests.head[..<65])
        #expect(throws: BinlogError(.wrongKey, at: 0)) {
            try MySQLFileCipherTests.events([MySQLFileCipherTests.filled(onlyName), MySQLFileCipherTests.content])
        }
    }
}
