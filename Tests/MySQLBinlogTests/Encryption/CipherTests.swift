// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import Testing

struct CipherTests {
    /// Keys of 16, 24 and 32 bytes are the ciphers'; nothing else is, and no key of another length traps.
    @Test(arguments: [0, 1, 15, 16, 17, 24, 31, 32, 33, 64])
    func `keys of any length are taken or refused`(count: Int) throws {
        let head = MadeEvents.formatDescription(version: "10.11.6-MariaDB", lengths: MadeEvents.mariaDBLengths)
        let start = MariaDBVectors.startEncryption.eventBody.event(.startEncryption)
        let file = try TemporaryFile([
            [0xfe, 0x62, 0x69, 0x6e], head, start, [UInt8](repeating: 0x33, count: 9), [40, 0, 0, 0],
            [UInt8](repeating: 0x44, count: 27),
        ])
        var reader = try BinlogFileReader(
            path: file.path,
            keys: BinlogKeys(mariaDB: [1: [UInt8](repeating: 1, count: count)])
        )
        #expect(try reader.next()?.header.type == .formatDescription)
        #expect(try reader.next()?.header.type == .startEncryption)
        #expect(throws: BinlogError.self) { _ = try reader.next()?.position }
    }
}
