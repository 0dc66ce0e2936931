// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLTestSupport
import Testing

struct OptionFileTests {
    /// Everything that programs were ever seen to disagree about, or to be asked about.
    private static let tricky = #"""
        # comment
        ; comment
           # indented comment
        [client]
        plain=value
          indented  =  spaced value   
        quoted="double quoted # not comment"
        single='single quoted'
        unterminated="abc
        hash=abc # comment after
        hash2=abc#nospace
        semicolon=abc ; not comment
        esc=a\tb\rc\sd\\e\"f\'g\qh\
        quotedesc="a\tb \" c"
        noval
        noval2 # with comment
        empty=
        emptyq=""
        oneq="
        two==x
        under_score=x
        skip-ssl
        loose-foo=1
        key with space = v
        midquote=a"b#c"d # e
        midsingle=it's # x'y
        trail="q" extra # c
        backslashes=\\\\
        escapedquote="a\"#b" # c
        utf=zażółć
        [ client ]
        ingroup=spaces
        [client  ] # trailing
        ingroup2=trail
        [CLIENT]
        upper=1
        [client_suf]
        suff=1
        [client-suf]
        suff2=1
        [other]
        other=1
        [client]
        !include FOLDER/other.cnf
        ! includedir FOLDER/parts
        last=1
        """#

    private func write(in folder: TemporaryFolder) throws -> String {
        try folder.write("other.cnf", "[mysql]\nno=1\n[client]\nfrom-other=1\n!include \(folder.path)/third.cnf\n")
        try folder.write("third.cnf", "[client]\r\nfrom-third = windows\r\n")
        try folder.write("parts/b.cnf", "[client]\nfrom-folder=b\n")
        try folder.write("parts/a.cnf", "[client]\nfrom-folder=a\n")
        try folder.write("parts/c.ini", "[client]\nfrom-folder=ini\n")
        try folder.write("parts/d.cnf", "[client]\nfrom-folder=everyone\n", mode: 0o666)
        return try folder.write("my.cnf", OptionFileTests.tricky.replacing("FOLDER", with: folder.path))
    }

    @Test(arguments: ["mysql97", "mariadb1011", "mariadb118"])
    func `options are what the servers' own programs read`(_ name: String) throws {
        guard let server = try LiveServer.named(name), let program = ServerProgram("my_print_defaults", of: server)
        else {
            return
        }
        try TemporaryFolder.with { folder in
            let path = try write(in: folder)
            let show = name == "mysql97" ? ["--show"] : []
            let result = try program.run(
                ["--defaults-file=\(path)", "--defaults-group-suffix=_suf"] + show + ["client"]
            )
            try #require(result.status == 0, "\(result.errorText)")
            let expected = result.text.split(separator: "\n").map(String.init)
            let file = try OptionFile(path: path)
            let found = file.entries.filter { ["client", "client_suf"].contains($0.group.lowercased()) }.map {
                "--" + $0.name + ($0.value.map { "=" + $0 } ?? "")
            }
            #expect(found == expected)
            #expect(found.count > 30)
            #expect(file.warnings.count == 1)
            #expect(file.warnings.first?.hasSuffix("d.cnf: ignored, since everyone may write it; chmod o-w it") == true)
        }
    }

    @Test
    func `options come with file and line, and without their value in any description`() throws {
        let file = try OptionFile(text: Array("\n[client]\npassword=hunter2\n".utf8), file: "x.cnf")
        let entry = try #require(file.entries.first)
        #expect(entry.line == 3)
        #expect(entry.value == "hunter2")
        #expect("\(entry)" == "x.cnf:3: password")
        var dumped = ""
        dump(entry, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!String(reflecting: entry).contains("hunter2"))
    }

    @Test(arguments: [
        ("a=1\n", "x.cnf:1: an option stands before the first [group]"),
        ("[client]\n\n[oops\n", "x.cnf:3: a group's name lacks its ]"),
        ("[client]\n!exclude y\n", "x.cnf:2: not !include or !includedir"),
    ])
    func `a line that is none is an error with its number`(_ text: String, _ message: String) {
        #expect { try OptionFile(text: Array(text.utf8), file: "x.cnf") } throws: { "\($0)" == message }
    }

    @Test
    func `bytes that are not UTF-8 are marked`() throws {
        let file = try OptionFile(text: Array("[client]\nuser=".utf8) + [0xff], file: "x.cnf")
        #expect(file.entries.map(\.isText) == [false])
    }

    @Test
    func `files that include themselves end with a warning`() throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write("a.cnf", "[client]\na=1\n!include \(folder.path)/a.cnf\n")
            let file = try OptionFile(path: path)
            #expect(file.entries.count == 11)
            #expect(file.warnings == ["\(path):3: ignored, since files include each other more than 10 deep"])
            let wide = try folder.write("b.cnf", String(repeating: "!include \(folder.path)/b.cnf\n", count: 10))
            #expect { try OptionFile(path: wide) } throws: {
                "\($0)".hasSuffix("more than 1000 option files include each other")
            }
        }
    }

    @Test
    func `a file that is missing is an error, and none where it need not be there`() throws {
        #expect(try OptionFile(ifPresent: "/nowhere/my.cnf") == nil)
        #expect { try OptionFile(path: "/nowhere/my.cnf") } throws: { "\($0)".hasPrefix("/nowhere/my.cnf: ") }
    }

    @Test
    func `random bytes are read or refused`() throws {
        var random = SeededRandom(seed: 7)
        let alphabet = Array("[]!#;=\\\"' \n\tabinclude/".utf8) + [0, 0xff]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            _ = try? OptionFile(text: text, file: "x")
        }
    }
}
