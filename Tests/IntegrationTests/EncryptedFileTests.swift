// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Logs that real servers encrypt, read with their key files.
///
/// One test at a time: each wants the log of its statements to be whole and to hold nothing else.
@Suite(.serialized)
struct EncryptedFileTests {
    private static let servers = ["mysql97-encrypted", "mariadb118-encrypted"]
    private let tool = Tool("binlogtail")

    /// Runs statements in a schema of their own and hands over the log that holds them.
    private func withLog(
        of name: String,
        _ statements: String,
        _ body: (LiveServer, _ schema: String, _ path: String, _ keys: [String]) throws -> Void
    ) throws {
        guard let server = try LiveServer.named(name) else { return }
        let keyFile = try #require(server.keys, "the key file of \(name) is not known")
        try server.withSchema { schema in
            try server.rotate()
            try server.execute("USE \(schema);\n" + statements)
            let log = try server.rotate()
            let option = server.flavour == .mysql ? "--mysql-keyring" : "--mariadb-keys"
            try body(server, schema, log.path, [option, keyFile])
        }
    }

    /// The rows that the log inserted into `table`, each as its values by position.
    private func inserted(_ text: String, into table: String, of schema: String) throws -> [[String?]] {
        try text.split(separator: "\n").compactMap { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                object["op"] as? String == "insert", object["table"] as? String == table,
                object["db"] as? String == schema, let row = object["after"] as? [String: Any]
            else { return nil }
            return (1...row.count).map { index in
                let value = row["@\(index)"]
                return value is NSNull ? nil : value.map { "\($0)" }
            }
        }
    }

    @Test(arguments: servers)
    func `rows come out of an encrypted log as the server holds them`(_ name: String) throws {
        var statements = "CREATE TABLE t (id INT PRIMARY KEY, text VARCHAR(3000) CHARACTER SET utf8mb4);\n"
        // Lengths of every remainder of a block.
        for index in 0..<64 { statements += "INSERT INTO t VALUES (\(index), REPEAT('x', \(index)));\n" }
        statements += "INSERT INTO t VALUES (100, NULL), (101, 'zażółć 🐳'), (102, REPEAT('long', 700));\n"
        try withLog(of: name, statements) { server, schema, path, keys in
            let result = try tool.run(["--format", "json", "-d", schema] + keys + [path])
            #expect(result.status == 0, "\(result.errorText)")
            let found = try inserted(result.text, into: "t", of: schema)
            #expect(found.count == 67)
            #expect(try found == server.query("SELECT id, text FROM \(schema).t ORDER BY id;"))
        }
    }

    @Test(arguments: servers)
    func `events that are larger than what is read at once are decrypted`(_ name: String) throws {
        var statements = "CREATE TABLE big (id INT PRIMARY KEY, text LONGTEXT CHARACTER SET utf8mb4);\n"
        for (index, size) in [1_000_000, 262_144, 262_143, 3_000_001, 16, 524_288].enumerated() {
            statements += "INSERT INTO big VALUES (\(index), REPEAT('0123456789abcdef', \(size / 16 + 1)));\n"
        }
        try withLog(of: name, statements) { server, schema, path, keys in
            let file = try tool.run(["--format", "json", "-d", schema] + keys + [path])
            #expect(file.status == 0, "\(file.errorText)")
            let found = try inserted(file.text, into: "big", of: schema)
            #expect(try found == server.query("SELECT id, text FROM \(schema).big ORDER BY id;"))
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            #expect(bytes.count > 5_000_000)
            let pipe = try tool.run(["--format", "json", "-d", schema] + keys + ["-"], input: bytes)
            #expect(pipe.status == 0, "\(pipe.errorText)")
            #expect(try inserted(pipe.text, into: "big", of: schema) == found)
        }
    }

    @Test(arguments: servers)
    func `without its key a log is refused with advice`(_ name: String) throws {
        try withLog(of: name, "CREATE TABLE t (a INT);") { server, _, path, _ in
            let result = try tool.run([path])
            #expect(result.status == 1)
            let advice = server.flavour == .mysql ? "--mysql-keyring FILE" : "--mariadb-keys FILE"
            #expect(result.errorText.contains("encrypted by \(server.flavour == .mysql ? "MySQL" : "MariaDB")"))
            #expect(result.errorText.contains(advice))
            #expect(result.errorText.contains("or read"))
        }
    }

    @Test(arguments: servers)
    func `events stand where the server says they do`(_ name: String) throws {
        try withLog(of: name, "CREATE TABLE t (a INT); INSERT INTO t VALUES (1);") { server, _, path, keys in
            let result = try tool.run(["--format", "json"] + keys + [path])
            let found = try result.text.split(separator: "\n").map { line in
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return object?["pos"] as? Int ?? -1
            }
            let file = URL(filePath: path).lastPathComponent
            let shown = try server.query("SHOW BINLOG EVENTS IN '\(file)';").map { $0[1].flatMap { Int($0) } ?? -2 }
            #expect(Set(found) == Set(shown))
        }
    }
}
