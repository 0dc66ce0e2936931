// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLProtocol
import Testing

struct PasswordPromptTests {
    /// Opens a terminal of our own: its keyboard and its screen, and the side that programs see.
    private func terminal() throws -> (keyboard: Int32, program: Int32) {
        let keyboard = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(keyboard >= 0)
        // Linux: TIOCSPTLCK unlocks the other side, TIOCGPTN tells its number.
        var number: Int32 = 0
        try #require(unsafe ioctl(keyboard, 0x4004_5431, &number) == 0)
        try #require(unsafe ioctl(keyboard, 0x8004_5430, &number) == 0)
        let program = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(program >= 0)
        return (keyboard, program)
    }

    private func echoes(_ terminal: Int32) -> Bool {
        var settings = termios()
        unsafe tcgetattr(terminal, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// What a terminal shows up to the end of a line; it may come in several pieces.
    private func line(from keyboard: Int32) -> String {
        var shown: [UInt8] = []
        var wait = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
        while shown.last != UInt8(ascii: "\n"), unsafe poll(&wait, 1, 10_000) == 1 {
            var piece = [UInt8](repeating: 0, count: 1000)
            let count = unsafe piece.withUnsafeMutableBytes { unsafe read(keyboard, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            shown += piece.prefix(count)
        }
        return String(decoding: shown, as: UTF8.self)
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
        #expect(line(from: keyboard) == "Password, please: \r\n")
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
