// SPDX-License-Identifier: Apache-2.0

public import MySQLClient

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
