// SPDX-License-Identifier: Apache-2.0
import MySQLTestSupport
import Testing

struct CommandLineTests {
    private let shop = fixture("mysql-9.7-shop")

    @Test
    func `options are taken as people type them for mysqlbinlog`() throws {
        let plain = try lines(shop)
        for options in [
            ["-d", "shop"], ["-dshop"], ["--database=shop"], ["-j", "4"], ["-j4"], ["--start_position=4"],
            ["--start-position", "4"], ["--verify-binlog-checksum=0"], ["--verify-binlog-checksum"], ["-c"],
            ["--skip-verify-binlog-checksum"], ["--base64-output=decode-rows"], ["--stop-position=99999999"],
            ["--start-datetime=2026-01-01 10:00:00", "--stop-datetime", "2026-01-02 00:00:00"],
        ] {
            let result = try binlogtail.run(options + [shop])
            #expect(result.status == 0, "\(options): \(result.errorText)")
            #expect(result.text.split(separator: "\n").map(String.init) == plain, "\(options)")
        }
        #expect(try lines("--base64-output=decode-rows", "-vv", shop) == (try lines("-v", shop)))
        #expect(try lines(shop, "-d", "shop") == plain)
    }

    @Test(arguments: [
        (["--nonsense"], "Unknown option '--nonsense'"), (["-x"], "Unknown option '-x'"),
        (["--format", "xml"], "'xml' is invalid"), (["--start-position", "abc"], "'abc' is invalid"),
        (["--start-position=-1"], "'-1' is invalid"), (["--start-datetime", "soon"], "not 'soon'"),
        (["--stop-datetime", "2024-02-30"], "not '2024-02-30'"), (["--include", "shop"], "not 'shop'"),
        (["--exclude", "shop."], "not 'shop.'"), (["--column-type", "a.b=uuid"], "not 'a.b=uuid'"),
        (["--column-type", "a.b.c=strange"], "not 'a.b.c=strange'"), (["--color", "blue"], "'blue' is invalid"),
        (["--on-unknown=ignore"], "'ignore' is invalid"), (["-", "-"], "standard input (-) can be read once only"),
        (["-c", "--skip-verify-binlog-checksum"], "exclude each other"), (["-j"], "-j"),
    ])
    func `a command line that asks for what there is not is told, with status 2`(
        _ arguments: [String],
        _ message: String
    ) throws {
        let result = try binlogtail.run([shop] + arguments)
        #expect(result.status == 2)
        #expect(result.text == "")
        #expect(result.errorText.contains(message), "\(result.errorText)")
        #expect(result.errorText.contains("Usage: binlogtail [<options>] <file> ..."))
        #expect(result.errorText.contains("binlogtail [-h <host>] [-u <user>] [-p] [<options>] [<binlog-name> ...]"))
    }

    @Test
    func `help and version are no errors`() throws {
        for option in ["--help", "-?"] {
            let result = try binlogtail.run([option])
            #expect(result.status == 0)
            for name in [
                "--start-position", "--include", "--mysql-keyring", "--summary", "--color", "--host", "--ssl-mode",
                "--resume-file",
            ] {
                #expect(result.text.contains(name))
            }
        }
        for option in ["--version", "-V"] {
            let result = try binlogtail.run([option])
            #expect(result.status == 0)
            #expect(result.text.hasPrefix("binlogtail "))
        }
    }

    @Test
    func `behind two dashes all are files`() throws {
        let result = try binlogtail.run(["--", "--start_position=4"])
        #expect(result.status == 1)
        #expect(result.errorText.hasPrefix("binlogtail: --start_position=4: "))
    }

    @Test
    func `standard input is read like a file`() throws {
        let bytes = try #require(Fixture.named("mysql-9.7-shop")).bytes()
        let found = try lines("-", input: bytes)
        #expect(found.map { $0.replacing("stdin:", with: "mysql-9.7-shop.binlog:") } == (try lines(shop)))
    }
}
