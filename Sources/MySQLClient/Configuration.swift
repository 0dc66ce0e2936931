// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol

extension MySQLConnection {
    /// Where a connection goes to, as whom, and within which limits.
    ///
    /// ```swift
    /// var configuration = MySQLConnection.Configuration(.tcp(host: "orders.internal", port: 3306), as: credentials)
    /// configuration.connectTimeout = .seconds(5)
    /// ```
    public struct Configuration: Sendable {
        /// Where the server listens.
        public enum Endpoint: Sendable, Hashable, CustomStringConvertible {
            /// A host, by name or address, and a port.
            case tcp(host: String, port: Int = 3306)
            /// The file of a unix socket.
            case unixSocket(path: String)

            /// `host:port` or the path.
            public var description: String {
                switch self {
                case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
                case .unixSocket(let path): path
                }
            }
        }

        /// Where the server listens.
        public var endpoint: Endpoint
        /// As whom to connect.
        public var credentials: Credentials
        /// The schema that statements use where they name none.
        public var database: String?
        /// When the connection is encrypted; over a unix socket it never is unless ``TLSPolicy/isRequired`` says so.
        public var tls: TLSPolicy = .verifyIdentity
        /// What may be used to compress the connection, best first; an error if the server offers none of it.
        public var compression: [ProtocolCompression] = [.uncompressed]
        /// Whether a text may hold several statements; what is pasted into a text can then be a statement of its own.
        public var allowsMultipleStatements = false
        /// The longest that connecting may take, from looking the name up to the end of authentication.
        public var connectTimeout: Duration = .seconds(10)
        /// What the server shows of this client in `performance_schema.session_connect_attrs`.
        public var attributes: [(String, String)] = [("_client_name", "swift-mysql-replication")]
        /// How much of what a server sends is taken.
        public var limits = Limits()

        /// Takes the address and as whom to connect; everything else has its default.
        public init(_ endpoint: Endpoint, as credentials: Credentials) {
            self.endpoint = endpoint
            self.credentials = credentials
        }
    }
}
