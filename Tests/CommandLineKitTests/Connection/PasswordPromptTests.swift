// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLProtocol
import Testing

struct PasswordPromptTests {
    /// Opens a terminal of our own: its keyboard and its screen, and the side that programs see.
    private func terminal() throws -> (keyboard: Int32, program: Int32) {
        let keyboard = posix_openpt(O_RDWR | O_NOCTTY)
        try #require(keyboard >= 0 && grantpt(keyboard) == 0 && unlockpt(keyboard) == 0)
        let name = try #require(unsafe ptsname(keyboard))
        let program = unsafe open(name, O_RDWR | O_NOCTTY)
        try #require(program >= 0)
        return (keyboard, program)
    }

    private func echoes(_ terminal: Int32) -> Bool {
        var settings = termios()
        unsafe tcgetattr(terminal, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    @Test
    func `what is typed is taken, not shown, and the terminal echoes again`() async throws {
        let (keyboard, program) = try terminal()
        defer {
            close(keyboard)
            close(program)
        }
        #expect(echoes(program))
        async let answer = PasswordPrompt.read("Password, please: ", at: program)
        // What is typed before the question is thrown away, so we type when the terminal is silent.
        let deadline = ContinuousClock.now + .seconds(10)
        while echoes(program), ContinuousClock.now < deadline { await Task.yield() }
        let typed = Array("tajne hasło\n".utf8)
        _ = unsafe typed.withUnsafeBytes { unsafe write(keyboard, $0.baseAddress, $0.count) }
        #expect(try await answer == Secret("tajne hasło"))
        #expect(echoes(program))
        var shown = [UInt8](repeating: 0, count: 1000)
        let count = unsafe shown.withUnsafeMutableBytes { unsafe read(keyboard, $0.baseAddress, $0.count) }
        #expect(String(decoding: shown.prefix(max(count, 0)), as: UTF8.self) == "Password, please: \r\n")
    }

    @Test
    func `a terminal that is closed is told`() throws {
        let (keyboard, program) = try terminal()
        defer { close(program) }
        close(keyboard)
        #expect(throws: PasswordPromptError.self) { try PasswordPrompt.read("? ", at: program) }
        #expect(throws: PasswordPromptError.noTerminal) { try PasswordPrompt.read("? ", at: -1) }
    }
}
