// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLTestSupport
import Testing

struct LoginPathFileTests {
    /// A login file with these lines.
    private func file(_ lines: [String]) throws -> [UInt8] {
        let material = (0..<20).map { UInt8($0 * 11 & 0xff) }
        var key = [UInt8](repeating: 0, count: 16)
        for (index, byte) in material.enumerated() { key[index % 16] ^= byte }
        var bytes = [UInt8](repeating: 0, count: 4) + material
        for line in lines {
            let block = try #require(LoginPathCipher.run(Array((line + "\n").utf8), key: key, encrypts: true))
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: block.count >> (8 * $0)) } + block
        }
        return bytes
    }

    @Test
    func `a file of mysql_config_editor is read as it was typed`() throws {
        guard let server = try LiveServer.named("mysql97"),
            let editor = ServerProgram("mysql_config_editor", of: server)
        else { return }
        try TemporaryFolder.with { folder in
            let path = folder.path + "/login.cnf"
            let result = try editor.runAtTerminal(
                ["set", "--login-path=prod", "--host=db.example", "--user=o\"malley", "--port=3307", "--password"],
                typing: #"pa"ss#w\ord"# + "\n",
                environment: ["MYSQL_TEST_LOGIN_FILE": path]
            )
            try #require(result.status == 0, "\(result.text) \(result.errorText)")
            let content = try LoginPathFile.read(path)
            #expect(content.warnings.isEmpty)
            #expect(Set(content.entries.map(\.group)) == ["prod"])
            let values = Dictionary(content.entries.map { ($0.name, $0.value) }) { $1 }
            let expected = ["host": "db.example", "user": "o\"malley", "port": "3307", "password": #"pa"ss#w\ord"#]
            #expect(values == expected)
        }
    }

    @Test
    func `a file that others may read is ignored with a warning, and one that is not there is empty`() throws {
        try TemporaryFolder.with { folder in
            let bytes = try file(["[client]", "user = \"u\""])
            let open = try folder.write("open", bytes, mode: 0o640)
            #expect(try LoginPathFile.read(open).entries.isEmpty)
            #expect(try LoginPathFile.read(open).warnings.count == 1)
            #expect(try LoginPathFile.read(try folder.write("own", bytes, mode: 0o600)).entries.count == 1)
            #expect(try LoginPathFile.read(folder.path + "/none").entries.isEmpty)
            #expect(try LoginPathFile.read(try folder.write("empty", "", mode: 0o600)).entries.isEmpty)
        }
    }

    @Test
    func `a file cut at any byte is told or holds fewer lines`() throws {
        let lines = ["[client]", "user = \"someone\"", "password = \"a rather long password of two blocks\""]
        let whole = try file(lines)
        #expect(LoginPathFile.text(of: whole) == Array(lines.map { $0 + "\n" }.joined().utf8))
        for count in 0..<whole.count {
            if let text = LoginPathFile.text(of: Array(whole[..<count])) {
                #expect(text.isEmpty || text.last == 0x0a)
            }
        }
        #expect(LoginPathFile.text(of: whole + [1]) == nil)
        #expect(LoginPathFile.text(of: whole + [0xff, 0xff, 0xff, 0xff, 1]) == nil)
        #expect(LoginPathFile.text(of: whole + [0, 0, 0, 0]) == nil)
        var damaged = whole
        damaged[5] ^= 1
        #expect(LoginPathFile.text(of: damaged) == nil)
    }
}
