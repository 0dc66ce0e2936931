// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLWire
import Testing

struct ChangeUserCommandTests {
    private let command = ChangeUserCommand(user: "u", authenticationResponse: [1, 2, 3], database: "d", plugin: "p")
    private let bytes = [UInt8](hex: "11 7500 03 010203 6400 2d00 7000")

    @Test func `CHANGE_USER holds user, proof, database, collation and plugin`() throws {
        let command = command
        #expect(encoded { command.encode(into: &$0) } == bytes)
        #expect(try reading(bytes) { reader throws(WireError) in try ChangeUserCommand(from: &reader) } == command)
    }

    @Test func `a cut within the fixed part is an error`() {
        #expect(unnoticedCuts(of: bytes) { reader throws(WireError) in try ChangeUserCommand(from: &reader) } == [])
    }

    @Test func `another command's byte is refused`() {
        #expect(
            wireError([0xaa] + bytes.dropFirst()) { reader throws(WireError) in try ChangeUserCommand(from: &reader) }
                == WireError(.invalidValue(0xaa), at: 0)
        )
    }

    @Test func `bytes behind the attributes, here none, are refused`() {
        #expect(
            wireError(bytes + [0, 0]) { reader throws(WireError) in try ChangeUserCommand(from: &reader) }?.kind
                == .trailing(count: 1)
        )
    }

    @Test func `attributes follow where they were agreed`() throws {
        var command = command
        command.attributes = [.init(name: "_os", value: "Linux")]
        let bytes = encoded { command.encode(into: &$0) }
        #expect(bytes.hex.hasSuffix("0a035f6f73054c696e7578"))
        #expect(try reading(bytes) { reader throws(WireError) in try ChangeUserCommand(from: &reader) } == command)
    }

    @Test func `what proves the password is not shown`() {
        var text = ""
        dump(command, to: &text)
        #expect(!text.contains("3") && !"\(command)\(String(reflecting: command))".contains("3"))
    }
}
