// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLTypes
import Testing

struct TerminalStyleTests {
    private static let roles: [TerminalStyle.Role] = [
        .added, .changed, .removed, .statement, .alarming, .name, .faint,
    ]

    private func text(_ style: TerminalStyle, _ role: TerminalStyle.Role) -> String {
        var writer = TextWriter()
        style.begin(role, in: &writer)
        writer.append("x")
        style.end(in: &writer)
        return writer.string
    }

    @Test(arguments: roles)
    func `colours begin and end when they are asked for`(_ role: TerminalStyle.Role) {
        for isTerminal in [false, true] {
            let text = text(TerminalStyle(.always, isTerminal: isTerminal), role)
            #expect(text.hasPrefix("\u{1b}["))
            #expect(text.hasSuffix("mx\u{1b}[0m"))
        }
    }

    @Test(arguments: roles)
    func `nothing is added where colours are not wanted`(_ role: TerminalStyle.Role) {
        #expect(text(TerminalStyle(.never, isTerminal: true), role) == "x")
        #expect(text(TerminalStyle(.auto, isTerminal: false), role) == "x")
    }

    @Test
    func `a terminal is coloured unless the environment refuses`() {
        let isRefused = ProcessInfo.processInfo.environment["NO_COLOR"] != nil
        #expect((text(TerminalStyle(.auto, isTerminal: true), .added) == "x") == isRefused)
    }

    @Test
    func `every role looks different`() {
        let style = TerminalStyle(.always, isTerminal: true)
        #expect(Set(TerminalStyleTests.roles.map { text(style, $0) }).count == TerminalStyleTests.roles.count)
    }
}
