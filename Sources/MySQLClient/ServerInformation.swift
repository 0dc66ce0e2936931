// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol

/// What a server told about itself and the connection while connecting.
public struct ServerInformation: Sendable, Hashable {
    /// The version and whether it is MySQL or MariaDB.
    public var version: ServerVersion
    /// The number of the connection, as `SHOW PROCESSLIST` and `KILL` have it.
    public var connectionID: UInt32
    /// What both sides agreed to speak.
    public var capabilities: CapabilityFlags
    /// Whether the connection is encrypted by TLS.
    public var isEncrypted: Bool
    /// The version of TLS, where the connection is encrypted and it is known.
    public var tlsVersion: TLSPolicy.Version?
    /// How the connection is compressed.
    public var compression: ProtocolCompression

    /// Whether it is MySQL or MariaDB.
    public var flavour: ServerFlavour { version.flavour }

    /// Takes every field.
    package init(
        version: ServerVersion,
        connectionID: UInt32,
        capabilities: CapabilityFlags,
        isEncrypted: Bool,
        tlsVersion: TLSPolicy.Version?,
        compression: ProtocolCompression
    ) {
        self.version = version
        self.connectionID = connectionID
        self.capabilities = capabilities
        self.isEncrypted = isEncrypted
        self.tlsVersion = tlsVersion
        self.compression = compression
    }
}
