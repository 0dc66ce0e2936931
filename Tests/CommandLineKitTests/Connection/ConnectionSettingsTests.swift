// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import Foundation
import MySQLClient
import MySQLProtocol
import Testing

struct ConnectionSettingsTests {
    private struct NoTerminal: Error {}

    /// The configuration that a command line leads to, with nothing of this machine.
    private func configuration(
        _ arguments: String...,
        environment: [String: String] = [:],
        file: String? = nil
    ) throws -> MySQLConnection.Configuration {
        try TemporaryFolder.with { folder in
            var words = ArgumentSpelling.normalized(arguments, switches: [])
            var selection = OptionFileSelection(environment: environment)
            selection.only = try file.map { try folder.write("my.cnf", $0) }
            selection.isOff = file == nil
            try selection.take(from: &words)
            let groups = OptionGroups(tool: "binlogtail", standingInFor: ["mysqlbinlog"])
            let defaults = try OptionDefaults(selection, groups: groups, environment: environment)
            var settings = defaults.settings
            try ConnectionOptions.parse(ConnectionArguments.normalized(words)).apply(to: &settings)
            return try settings.configuration(asking: { Secret("typed at " + $0) })
        }
    }

    private func problem(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test
    func `options are taken glued, with a space and with an equals sign`() throws {
        for arguments in [
            ["-h", "db", "-P", "3307", "-u", "u", "-psecret"], ["-hdb", "-P3307", "-uu", "-psecret"],
            ["--host=db", "--port=3307", "--user=u", "--password=secret"],
            ["--host", "db", "--port", "3307", "--user", "u", "--password1=secret"],
        ] {
            var settings = try ConnectionSettings(environment: [:])
            try ConnectionOptions.parse(ConnectionArguments.normalized(arguments)).apply(to: &settings)
            let configuration = try settings.configuration(asking: { _ in throw NoTerminal() })
            #expect(configuration.endpoint == .tcp(host: "db", port: 3307))
            #expect(configuration.credentials.user == "u")
            #expect(configuration.credentials.passwords == [Secret("secret")])
            #expect(configuration.tls.mode == .preferred)
        }
    }

    @Test
    func `a bare -p and a bare --password ask`() throws {
        #expect(try configuration("-p").credentials.passwords == [Secret("typed at Enter password: ")])
        #expect(try configuration("--password").credentials.passwords == [Secret("typed at Enter password: ")])
        let both = try configuration("--password1=a", "--password2").credentials.passwords
        #expect(both == [Secret("a"), Secret("typed at Enter password of factor 2: ")])
        #expect(try configuration("--password=").credentials.passwords.isEmpty)
        #expect(try configuration().credentials.passwords.isEmpty)
    }

    @Test
    func `localhost is the socket, as C clients take it`() throws {
        let socket = "/run/x.sock"
        #expect(try configuration("-S", socket).endpoint == .unixSocket(path: socket))
        #expect(try configuration("-hlocalhost", "-S\(socket)").endpoint == .unixSocket(path: socket))
        #expect(try configuration("-h127.0.0.1", "-S\(socket)").endpoint == .tcp(host: "127.0.0.1", port: 3306))
        #expect(
            try configuration("-h127.0.0.1", "-S\(socket)", "--protocol=SOCKET").endpoint == .unixSocket(path: socket)
        )
        #expect(try configuration("--protocol=tcp").endpoint == .tcp(host: "localhost", port: 3306))
        #expect(try configuration("-hlocalhost", "-P3307").endpoint == .tcp(host: "localhost", port: 3307))
        #expect(try configuration("-P3307", "-S\(socket)").endpoint == .unixSocket(path: socket))
        let port = ["MYSQL_TCP_PORT": "4000", "MYSQL_UNIX_PORT": socket]
        #expect(try configuration(environment: port).endpoint == .unixSocket(path: socket))
        #expect(try configuration("-hdb", environment: port).endpoint == .tcp(host: "db", port: 4000))
        #expect(try configuration("-S\(socket)").tls.mode == .disabled)
        #expect(try configuration("-S\(socket)", "--ssl-mode=required").tls.mode == .required)
    }

    @Test(arguments: [
        (["--ssl-mode=Verify_Identity"], TLSPolicy.Mode.verifyIdentity), (["--ssl-mode", "DISABLED"], .disabled),
        (["--ssl"], .required), (["--ssl=0"], .disabled), (["--skip-ssl"], .disabled), (["--disable-ssl"], .disabled),
        (["--ssl-verify-server-cert"], .verifyIdentity), (["--ssl-ca=/dev/null"], .verifyCA),
        (["--ssl-ca=/dev/null", "--disable-ssl-verify-server-cert"], .required), ([], .preferred),
        (["--ssl-ca=/dev/null", "--ssl-mode=REQUIRED"], .required),
        (["--ssl_mode=verify_ca", "--ssl-ca=/dev/null"], .verifyCA),
    ])
    func `both families' spellings of TLS are understood`(_ arguments: [String], _ mode: TLSPolicy.Mode) throws {
        var settings = try ConnectionSettings(environment: [:])
        let words = ConnectionArguments.normalized(ArgumentSpelling.normalized(["-hdb"] + arguments, switches: []))
        try ConnectionOptions.parse(words).apply(to: &settings)
        #expect(try settings.configuration(asking: { _ in throw NoTerminal() }).tls.mode == mode)
    }

    @Test(arguments: [
        (
            ["--ssl-mode=on"],
            "--ssl-mode: 'on' is none of DISABLED, PREFERRED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY"
        ),
        (["--host=db1:3307"], "--host: 'db1:3307' is a host and a port; give them apart, as db1 and --port=3307"),
        (["--port=70000"], "--port: '70000' is no port from 1 to 65535"),
        (["--protocol=pipe"], "--protocol: pipe is for Windows; there are tcp and socket"),
        (["--compression-algorithms=lz4"], "--compression-algorithms: 'lz4' is none of zstd, zlib and uncompressed"),
        (["--zstd-compression-level=23"], "--zstd-compression-level: '23' is no level from 1 to 22"),
        (["--tls-version=SSLv3"], "--tls-version: 'SSLv3' is neither TLSv1.2 nor TLSv1.3"),
        (["--connect-timeout=-1"], "--connect-timeout: '-1' is no number of seconds up to 31536000"),
        (["--ssl-cert=/c.pem"], "--ssl-cert and --ssl-key go together"),
        (
            ["--server-public-key-path=/nowhere"],
            "--server-public-key-path: /nowhere cannot be read: there is no such file"
        ),
        (
            ["--server-public-key-path=/etc/hosts"],
            "--server-public-key-path: /etc/hosts holds no RSA key in PEM (-----BEGIN PUBLIC KEY-----); it is the server's "
                + "public_key.pem"
        ),
        (["--ssl-ca=/nowhere/ca.pem"], "--ssl-ca: /nowhere/ca.pem cannot be read: there is no such file"),
        (["--ssl-capath=/nowhere"], "--ssl-capath: /nowhere cannot be read: there is no such file"),
        (
            ["--ssl-cert=/nowhere", "--ssl-key=/dev/null"],
            "--ssl-cert: /nowhere cannot be read: there is no such file"
        ),
    ])
    func `what is not possible is told with its name`(_ arguments: [String], _ message: String) throws {
        let found = problem {
            var settings = try ConnectionSettings(environment: [:])
            try ConnectionOptions.parse(["-hdb"] + arguments).apply(to: &settings)
            _ = try settings.configuration(asking: { _ in throw NoTerminal() })
        }
        #expect(found == message)
    }

    @Test
    func `compression keeps its order and level`() throws {
        let all = try configuration(
            "-hdb",
            "--compression-algorithms=zstd,zlib,uncompressed",
            "--zstd-compression-level=9"
        )
        #expect(all.compression == [.zstd(level: 9), .zlib, .uncompressed])
        #expect(try configuration("-C").compression == [.zlib, .uncompressed])
        #expect(try configuration().compression == [.uncompressed])
    }

    @Test
    func `the command line goes over option files, and these over the environment`() throws {
        let environment = ["MYSQL_HOST": "environment", "MYSQL_PWD": "environment", "MYSQL_TCP_PORT": "1"]
        let file = "[client]\nhost=file\npassword=file\nport=2\n"
        let first = try configuration(environment: environment)
        #expect(first.endpoint == .tcp(host: "environment", port: 1))
        #expect(first.credentials.passwords == [Secret("environment")])
        let second = try configuration(environment: environment, file: file)
        #expect(second.endpoint == .tcp(host: "file", port: 2))
        #expect(second.credentials.passwords == [Secret("file")])
        let third = try configuration("-hline", "-pline", environment: environment, file: file)
        #expect(third.endpoint == .tcp(host: "line", port: 2))
        #expect(third.credentials.passwords == [Secret("line")])
    }

    @Test
    func `groups of clients are read, what they say for others is left, and the later line wins`() throws {
        let file = """
            [mysql]
            host=no
            [client]
            host=client
            default-character-set=utf8mb4
            auto-rehash
            [mysqlbinlog]
            base64-output=decode-rows
            user=dumper
            [client-mariadb]
            ssl-verify-server-cert
            [binlogtail]
            loose-nonsense=1
            enable-cleartext-plugin
            port=3309
            """
        let configuration = try configuration(file: file)
        #expect(configuration.endpoint == .tcp(host: "client", port: 3309))
        #expect(configuration.credentials.user == "dumper")
        #expect(configuration.credentials.allowsClearText)
        #expect(configuration.tls.mode == .verifyIdentity)
    }

    @Test
    func `words of the tool's own group are handed over with file and line`() throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write(
                "my.cnf",
                "[binlogtail]\nformat=json\npassword=hunter2\nskip_verify_binlog_checksum\n"
            )
            var selection = OptionFileSelection(environment: [:])
            selection.only = path
            let defaults = try OptionDefaults(selection, groups: OptionGroups(tool: "binlogtail"), environment: [:])
            #expect(defaults.words.map(\.argument) == ["--format=json", "--skip-verify-binlog-checksum"])
            #expect(defaults.words.first?.origin == "\(path):2: format")
            #expect(defaults.listing == ["--format=json", "--password=*****", "--skip_verify_binlog_checksum"])
        }
    }

    @Test
    func `a wrong value in an option file names file and line, and no password`() throws {
        let found = problem { _ = try configuration(file: "[client]\npassword=hunter2\nssl-mode=maybe\n") }
        #expect(found.contains("my.cnf:3: ssl-mode: 'maybe' is none of"))
        var settings = try ConnectionSettings(environment: ["MYSQL_PWD": "hunter2"])
        _ = try settings.apply("password2", "hunter2", from: "x")
        var dumped = ""
        dump(try settings.configuration(asking: { _ in throw NoTerminal() }).credentials, to: &dumped)
        dump(settings.passwords, to: &dumped)
        #expect(!(dumped + "\(settings.passwords)").contains("hunter2"))
    }

    @Test
    func `groups with the suffix are read too`() throws {
        let file = "[client]\nhost=plain\n[client_test]\nhost=suffixed\n"
        #expect(
            try configuration("--defaults-group-suffix=_test", file: file).endpoint
                == .tcp(host: "suffixed", port: 3306)
        )
        let environment = ["MYSQL_GROUP_SUFFIX": "_test"]
        #expect(try configuration(environment: environment, file: file).endpoint == .tcp(host: "suffixed", port: 3306))
    }
}
