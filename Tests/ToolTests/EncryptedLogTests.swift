// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

struct EncryptedLogTests {
    private static let names = ["aes128", "aes192", "aes256", "aes256-ctr"].map { "mariadb-11.8-" + $0 }

    private func path(_ name: String, _ ending: String) -> String { "\(Fixture.folder)/encrypted/\(name).\(ending)" }

    private func withKeys<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
        let path = NSTemporaryDirectory() + "keys-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    @Test(arguments: names)
    func `every length of event and of key is decrypted`(_ name: String) throws {
        let found = try lines("--mariadb-keys", path(name, "keys"), path(name, "binlog"))
        let inserts = found.filter { $0.contains("INSERT shop.secret") }
        #expect(inserts.count == 34)
        for (index, line) in inserts.enumerated() {
            #expect(line.hasSuffix("@1=\(index) @2='\(String(repeating: "x", count: index))'"))
        }
        #expect(found.filter { $0.contains("UPDATE") }.count == 3)
        #expect(found.filter { $0.contains("DELETE") }.count == 1)
    }

    @Test(arguments: names)
    func `a pipe is decrypted like a file`(_ name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path(name, "binlog"))))
        let found = try lines("--mariadb-keys", path(name, "keys"), "--format", "json", "-", input: bytes)
        let file = try lines("--mariadb-keys", path(name, "keys"), "--format", "json", path(name, "binlog"))
        #expect(found.map { $0.replacing("\"stdin\"", with: "\"\(name).binlog\"") } == file)
    }

    @Test(arguments: names)
    func `reading begins at any event`(_ name: String) throws {
        let arguments = ["--format", "json", "--mariadb-keys", path(name, "keys"), path(name, "binlog")]
        let all = try binlogtail.run(arguments).text.split(separator: "\n").map { try JSONLine(String($0)) }
        let last = try #require(all.last { $0.string("event") == "MARIADB_GTID" }?.number("pos"))
        let result = try binlogtail.run(["-j", "\(last)"] + arguments)
        // The key stands in an event that is left out.
        #expect(result.status == 0, "\(result.errorText)")
        #expect(result.text.split(separator: "\n").count == 1 + all.filter { $0.number("pos") ?? 0 >= last }.count)
    }

    @Test(arguments: names)
    func `without a key, or with another, it is told`(_ name: String) throws {
        let none = try binlogtail.run([path(name, "binlog")])
        #expect(none.status == 1)
        #expect(
            none.errorText.contains(
                "START_ENCRYPTION event at position 256: the events that follow are encrypted by MariaDB"
            )
        )
        #expect(none.errorText.contains("--mariadb-keys FILE"))
        let key = "00112233445566778899aabbccddeeff"
        for text in ["1;\(key)", "1;\(key)\(key)"] {
            let wrong = try withKeys(text) { try binlogtail.run(["--mariadb-keys", $0, path(name, "binlog")]) }
            #expect(wrong.status == 1)
            #expect(wrong.errorText.contains("the key is not the one that the file was encrypted with"))
        }
        let missing = try withKeys("2;\(key)") { try binlogtail.run(["--mariadb-keys", $0, path(name, "binlog")]) }
        #expect(missing.status == 1)
        #expect(missing.errorText.contains("the keys given do not hold the one that the file was encrypted with"))
    }

    @Test(arguments: names)
    func `a damaged byte is damage, and not another key`(_ name: String) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path(name, "binlog"))))
        bytes[bytes.count / 2] ^= 1
        let result = try binlogtail.run(["--mariadb-keys", path(name, "keys"), "-"], input: bytes)
        #expect(result.status == 1)
        #expect(result.errorText.contains("checksum") || result.errorText.contains("long"), "\(result.errorText)")
    }

    @Test(.enabled(if: Corpus.isHere, "there is no corpus here"))
    func `a log of MySQL is read with the file of the keyring plugin`() throws {
        let log = Corpus.folder + "/mysql-mtr/x__rpl_nogtid_encryption_master-bin.000002"
        let keys = Corpus.folder + "/aux/mysql-keyring_file-for-x__rpl_nogtid_encryption_master-bin.000002"
        let result = try binlogtail.run(["--mysql-keyring", keys, log])
        // The server was killed while it wrote this log.
        #expect(result.status == 1)
        #expect(result.text.split(separator: "\n").filter { $0.contains("INSERT test.t1 @1=") }.count == 6)
        #expect(result.errorText.contains("QUERY event at position 987: the file ends within an event"))
    }

    @Test
    func `a key file that cannot be read ends it before the log is opened`() throws {
        for option in ["--mariadb-keys", "--mysql-keyring"] {
            let result = try binlogtail.run([option, "/nonexistent", "/nonexistent/log"])
            #expect(result.status == 1)
            #expect(result.errorText.hasPrefix("binlogtail: /nonexistent: the key file cannot be read"))
        }
    }
}
