// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLTestSupport
import Testing

struct KeyFilesTests {
    /// Gives `body` the path of a file with that content.
    private func withFile<Result>(_ content: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let path = NSTemporaryDirectory() + "keys-\(UUID().uuidString)"
        try Data(content).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    private func mariaDB(_ text: String) throws -> [UInt32: [UInt8]] {
        try withFile(Array(text.utf8)) { try KeyFiles.mariaDB($0) }
    }

    private func problem(of body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test
    func `MariaDB's keys stand on lines with their numbers`() throws {
        let keys = try mariaDB(
            """
            # a comment
            1;00112233445566778899aabbccddeeff

            2 ; 00112233445566778899AABBCCDDEEFF0011223344556677 # another
            4294967295;\(String(repeating: "ab", count: 32))\r
            """
        )
        #expect(keys.count == 3)
        #expect(keys[1] == [UInt8](hex: "00112233445566778899aabbccddeeff"))
        #expect(keys[2] == [UInt8](hex: "00112233445566778899aabbccddeeff0011223344556677"))
        #expect(keys[.max] == [UInt8](repeating: 0xab, count: 32))
    }

    @Test
    func `an empty file of MariaDB has no keys`() throws {
        #expect(try mariaDB("") == [:])
        #expect(try mariaDB("# only a comment\n\n") == [:])
    }

    @Test(arguments: [
        "00112233445566778899aabbccddeeff", "1;", ";00112233445566778899aabbccddeeff",
        "x;00112233445566778899aabbccddeeff",
        "-1;00112233445566778899aabbccddeeff", "4294967296;00112233445566778899aabbccddeeff", "1;0011", "1;001",
        "1;00112233445566778899aabbccddeefg", "1;+0112233445566778899aabbccddeeff",
        "1;00112233445566778899aabbccddeeff00", "1:00112233445566778899aabbccddeeff",
    ])
    func `a line that MariaDB would refuse is told with its number`(_ line: String) {
        let problem = problem { _ = try mariaDB("# first\n\(line)\n") }
        #expect(problem.contains("line 2 is not a number, a semicolon and 32, 48 or 64 hexadecimal digits"))
    }

    @Test
    func `a key file that is itself encrypted is told how to decrypt`() {
        let problem = problem { _ = try mariaDB("Salted__12345678") }
        #expect(problem.contains("file_key_management_filekey"))
        #expect(problem.contains("openssl enc -aes-256-cbc -md sha1 -d -in /"))
    }

    @Test
    func `a file that is not there is told`() {
        for read in [
            { _ = try KeyFiles.mariaDB("/nonexistent/keys") }, { _ = try KeyFiles.mysql("/nonexistent/keys") },
        ] {
            #expect(problem(of: read).hasPrefix("/nonexistent/keys: the key file cannot be read"))
        }
    }

    @Test
    func `keys of MySQL's component stand in JSON`() throws {
        let json = """
            {"version":"1.0","elements":[{"user":"","data_id":"MySQLReplicationKey_u_1","data_type":"AES",
            "data":"00FF10","extension":[]},{"user":"","data_id":"MySQLReplicationKey_u","data_type":"AES","data":"",
            "extension":[]}]}
            """
        let keys = try withFile(Array(json.utf8)) { try KeyFiles.mysql($0) }
        #expect(keys == ["MySQLReplicationKey_u_1": [0, 255, 16], "MySQLReplicationKey_u": []])
    }

    @Test(arguments: ["", "{", "[]", "{\"version\":\"1.0\"}", "1;00112233445566778899aabbccddeeff"])
    func `what is neither of MySQL's files is told`(_ text: String) {
        let problem = problem { _ = try withFile(Array(text.utf8)) { try KeyFiles.mysql($0) } }
        #expect(
            problem.contains("neither the JSON file of component_keyring_file nor the file of the keyring_file plugin")
        )
    }

    /// As the `keyring_file` plugin of MySQL 8.0.14 wrote it.
    private static let plugin = [UInt8](
        hex: """
            4b657972696e672066696c652076657273696f6e3a322e30780000000000000038000000000000000300000000000000
            000000000000000010000000000000004d7953514c5265706c69636174696f6e4b65795f30303530383538332d623563
            652d313165382d613661352d3030313065303733343739364145532b3330353d4c6a74302a214024486e6d0000000000
            88000000000000003a000000000000000300000000000000000000000000000020000000000000004d7953514c526570
            6c69636174696f6e4b65795f30303530383538332d623563652d313165382d613661352d303031306530373334373936
            5f314145532a3330353d4c6a74302a214024486e6d282a2d392d773b3a2a3330353d4c6a74000000454f46932cd28f45
            7c75434781213823763cd8bf47da2d5fa912c1e34d3bdbb04e2aef
            """
    )

    @Test
    func `keys of MySQL's plugin stand behind a mask`() throws {
        let keys = try withFile(KeyFilesTests.plugin) { try KeyFiles.mysql($0) }
        let name = "MySQLReplicationKey_00508583-b5ce-11e8-a6a5-0010e0734796"
        #expect(
            keys == [
                name + "_1": [UInt8](repeating: 0, count: 32),
                name: [UInt8](hex: "01" + String(repeating: "00", count: 15)),
            ]
        )
    }

    @Test
    func `a plugin's file that is cut is never taken for a whole one`() throws {
        let whole = KeyFilesTests.plugin
        let end = try #require(whole.indices.last { whole[$0...].starts(with: Array("EOF".utf8)) })
        for count in 24..<(end + 3) {
            let problem = problem { _ = try withFile(Array(whole[..<count])) { try KeyFiles.mysql($0) } }
            #expect(problem.contains("the keyring file is cut or damaged"), "\(count)")
        }
    }

    @Test
    func `lengths in a plugin's file that lie are told`() throws {
        for offset in stride(from: 24, to: 64, by: 8) {
            for value: UInt8 in [0x7f, 0xff] {
                var bytes = KeyFilesTests.plugin
                for index in 0..<8 { bytes[offset + index] = value }
                let problem = problem { _ = try withFile(bytes) { try KeyFiles.mysql($0) } }
                #expect(problem.contains("cut or damaged"))
            }
        }
    }
}
