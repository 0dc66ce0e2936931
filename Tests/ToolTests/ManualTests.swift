// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// `scripts/manuals`: manual pages and completion, made of what the tools tell of themselves.
struct ManualTests {
    private static let tools = ["binlogtail", "binlogpos", "lagwatch", "cdcreplay"]

    /// Every file that the script writes, below one prefix.
    private static let prefix = Result { () throws -> String in
        let folder = FileManager.default.temporaryDirectory.appending(path: "manuals-\(UUID().uuidString)").path
        let tools = URL(filePath: Tool("binlogtail").path).deletingLastPathComponent().path
        let result = try ChildResult(running: Fixture.repository + "/scripts/manuals", [tools, folder])
        try #require(result.status == 0, "\(result.errorText)")
        return folder
    }

    private func page(_ tool: String) throws -> String { try ManualTests.prefix.get() + "/share/man/man1/\(tool).1" }

    @Test(arguments: tools)
    func `the manual page tells every option that help tells`(_ tool: String) throws {
        let text = try String(contentsOfFile: page(tool), encoding: .utf8)
        let help = try Tool(tool).run(["--help"])
        try #require(help.status == 0)
        let options = help.text.matches(of: /(?m)^  (?:-., )?--([a-z-]+)/).map { String($0.1) }
        try #require(options.count > 1)
        for option in options {
            #expect(text.contains("\\-\\-" + option.replacing("-", with: "\\-") + "\\fR"), "--\(option)")
        }
        #expect(text.contains(".SH NAME\n\(tool) \\- "))
    }

    @Test(arguments: tools)
    func `the manual page is one to man`(_ tool: String) throws {
        let text = try String(contentsOfFile: page(tool), encoding: .utf8)
        let requests = Set(text.split(separator: "\n").filter { $0.hasPrefix(".") }.map { $0.prefix { $0 != " " } })
        #expect(requests.isSubset(of: [".TH", ".SH", ".SS", ".TP", ".PP", ".br"]))
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/groff") else { return }
        let shown = try ChildResult(running: "groff", ["-man", "-ww", "-Tutf8", page(tool)])
        #expect(shown.status == 0 && shown.errorText.isEmpty, "\(shown.errorText)")
    }

    @Test(arguments: tools)
    func `completion is there for bash, zsh and fish`(_ tool: String) throws {
        let prefix = try ManualTests.prefix.get()
        let places = [
            "bash": "/share/bash-completion/completions/\(tool)", "zsh": "/share/zsh/site-functions/_\(tool)",
            "fish": "/share/fish/vendor_completions.d/\(tool).fish",
        ]
        for (shell, place) in places {
            #expect(try String(contentsOfFile: prefix + place, encoding: .utf8).contains(tool), "\(shell)")
            guard FileManager.default.isExecutableFile(atPath: "/usr/bin/\(shell)") else { continue }
            let check = try ChildResult(running: shell, ["-n", prefix + place])
            #expect(check.status == 0, "\(shell): \(check.errorText)")
        }
    }
}
