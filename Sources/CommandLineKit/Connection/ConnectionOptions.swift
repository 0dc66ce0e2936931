// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import MySQLProtocol

/// The options by which MySQL's and MariaDB's programs are told where to connect, and as whom.
///
/// The command line goes through ``ConnectionArguments/normalized(_:)`` and ``OptionFileSelection/take(from:)`` first.
public struct ConnectionOptions: ParsableArguments, Sendable {
    @Option(
        name: [.customShort("h", allowingJoined: true), .long],
        help: ArgumentHelp("The server's host; localhost is its unix socket.", valueName: "name")
    )
    var host: String?

    @Option(
        name: [.customShort("P", allowingJoined: true), .long],
        help: ArgumentHelp("Its port, 3306 if none is told.", valueName: "number")
    )
    var port: String?

    @Option(
        name: [.customShort("u", allowingJoined: true), .long],
        help: ArgumentHelp("The account; else that of your login.", valueName: "name")
    )
    var user: String?

    @Option(
        help: ArgumentHelp(
            "Its password; -p takes it without a space, and asks for it where it is left out, which is safer.",
            valueName: "text"
        ),
        transform: { Secret($0) }
    )
    var password: Secret?

    @Option(help: .hidden, transform: { Secret($0) })
    var password1: Secret?

    @Option(help: ArgumentHelp("The second factor's.", valueName: "text"), transform: { Secret($0) })
    var password2: Secret?

    @Option(help: ArgumentHelp("The third factor's.", valueName: "text"), transform: { Secret($0) })
    var password3: Secret?

    @Flag(help: .hidden)
    var askPassword = false

    @Flag(help: .hidden)
    var askPassword1 = false

    @Flag(help: .hidden)
    var askPassword2 = false

    @Flag(help: .hidden)
    var askPassword3 = false

    @Option(
        name: [.customShort("S", allowingJoined: true), .long],
        help: ArgumentHelp("The server's unix socket.", valueName: "path")
    )
    var socket: String?

    @Option(name: .customLong("protocol"), help: ArgumentHelp("tcp or socket.", valueName: "name"))
    var transport: String?

    @Option(
        help: ArgumentHelp(
            "DISABLED, PREFERRED (if none is told), REQUIRED, VERIFY_CA (if --ssl-ca or --ssl-capath is told) or "
                + "VERIFY_IDENTITY.",
            valueName: "mode"
        )
    )
    var sslMode: String?

    @Option(help: ArgumentHelp("Who may have signed the server's certificate: a PEM file.", valueName: "file"))
    var sslCa: String?

    @Option(help: ArgumentHelp("The same: a folder of PEM files.", valueName: "folder"))
    var sslCapath: String?

    @Option(help: ArgumentHelp("The client's certificate.", valueName: "file"))
    var sslCert: String?

    @Option(help: ArgumentHelp("Its key.", valueName: "file"))
    var sslKey: String?

    @Option(help: ArgumentHelp("TLSv1.2, TLSv1.3, or both with a comma.", valueName: "names"))
    var tlsVersion: String?

    @Option(
        help: ArgumentHelp("The name to ask the server for, and to check, in place of the host.", valueName: "name")
    )
    var tlsSniServername: String?

    @Flag(help: "MariaDB's spelling of --ssl-mode=REQUIRED; --skip-ssl is DISABLED.")
    var ssl = false

    @Flag(help: .hidden)
    var skipSsl = false

    @Flag(help: "MariaDB's spelling of --ssl-mode=VERIFY_IDENTITY.")
    var sslVerifyServerCert = false

    @Flag(help: .hidden)
    var skipSslVerifyServerCert = false

    @Flag(help: "Ask the server for its RSA key where TLS is off.")
    var getServerPublicKey = false

    @Flag(help: .hidden)
    var skipGetServerPublicKey = false

    @Option(help: ArgumentHelp("The server's RSA key, as a PEM file.", valueName: "file"))
    var serverPublicKeyPath: String?

    @Option(help: ArgumentHelp("zstd, zlib and uncompressed, best first, with commas.", valueName: "names"))
    var compressionAlgorithms: String?

    @Option(help: ArgumentHelp("1 to 22; 3 if none is told.", valueName: "number"))
    var zstdCompressionLevel: String?

    @Flag(name: [.customShort("C"), .long], help: "The same as --compression-algorithms=zlib,uncompressed.")
    var compress = false

    @Flag(help: .hidden)
    var skipCompress = false

    @Flag(help: "Allow passwords to be sent as they are, over TLS or a unix socket.")
    var enableCleartextPlugin = false

    @Flag(help: .hidden)
    var disableCleartextPlugin = false

    @Option(help: ArgumentHelp("The authentication plugin to begin with.", valueName: "name"))
    var defaultAuth: String?

    @Option(help: ArgumentHelp("The longest that connecting may take; 10 if none is told.", valueName: "seconds"))
    var connectTimeout: String?

    @Option(help: ArgumentHelp("Read this option file and no other.", valueName: "file"))
    var defaultsFile: String?

    @Option(help: ArgumentHelp("Read this option file too, before your own.", valueName: "file"))
    var defaultsExtraFile: String?

    @Option(help: ArgumentHelp("Read groups with this behind their names too.", valueName: "text"))
    var defaultsGroupSuffix: String?

    @Option(help: ArgumentHelp("Read this group of ~/.mylogin.cnf too.", valueName: "name"))
    var loginPath: String?

    @Flag(help: "Read no option files but ~/.mylogin.cnf.")
    var noDefaults = false

    @Flag(help: "Do not read ~/.mylogin.cnf.")
    var noLoginPaths = false

    @Flag(help: "Print what option files say, and end.")
    var printDefaults = false

    /// Takes the defaults of all options.
    public init() {}
}
