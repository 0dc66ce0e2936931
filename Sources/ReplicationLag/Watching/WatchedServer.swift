// SPDX-License-Identifier: Apache-2.0

public import MySQLClient
import MySQLReplication

/// A server to watch: its name for people, and how it is reached.
public struct WatchedServer: Sendable {
    /// What it is called.
    public var name: String
    /// How it is reached.
    public var configuration: MySQLConnection.Configuration

    /// Takes both.
    public init(name: String, _ configuration: MySQLConnection.Configuration) {
        self.name = name
        self.configuration = configuration
    }
}

extension WatchedServer {
    /// The server that this one's status names as its source, reached as the same account; nil where it names none.
    ///
    /// The account that may ask the replica may ask its source: there is no other one to try. A replica that names its own machine
    /// means the machine that it is reached at.
    func source(named status: ReplicaStatus) -> WatchedServer? {
        guard var host = status.host, !host.isEmpty else { return nil }
        if WatchedServer.isLoopback(host), case .tcp(let own, _) = configuration.endpoint { host = own }
        var configuration = configuration
        configuration.endpoint = .tcp(host: host, port: status.port ?? 3306)
        return WatchedServer(name: "\(configuration.endpoint)", configuration)
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
