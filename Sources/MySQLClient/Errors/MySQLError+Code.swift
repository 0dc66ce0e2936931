// SPDX-License-Identifier: Apache-2.0

extension MySQLError {
    /// What failed; codes may be added, so a `switch` over them needs a `default`.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case server = "the server answered with an error"
            case unknownHost = "the host name is not known"
            case connectionRefused = "the connection was refused"
            case unreachable = "the server cannot be reached"
            case connectionNotPermitted = "the system does not permit the connection"
            case socketNotFound = "there is no such socket file"
            case connectTimeout = "connecting took too long"
            case tlsUnavailable = "the server offers no TLS"
            case tlsFailed = "the TLS handshake failed"
            case certificateRefused = "the server's certificate was refused"
            case tlsConfiguration = "the TLS settings cannot be used"
            case compressionUnavailable = "the server offers none of the compressions asked for"
            case publicKeyUnusable = "the server's public key that was given cannot be used"
            case authenticationRefused = "this client refused the server's way of authentication"
            case protocolViolation = "the server broke the protocol"
            case limitExceeded = "the server sent more than a limit allows"
            case connectionLost = "the connection was lost"
            case connectionClosed = "the connection is closed"
            case connectionBusy = "the connection does something else"
            case cancelled = "cancelled"
            case deadlineExceeded = "the deadline has passed"
            case localInfileRefused = "the server asked for a file of this machine and got none"
            case resultDropped = "the rows were dropped for the next command"
            case invalidStatement = "the statement cannot be sent"
            case decoding = "a value is not of the type asked for"
            case poolTimeout = "no connection of the pool became free in time"
        }

        private let kind: Kind

        private init(_ kind: Kind) { self.kind = kind }

        /// What failed, in words.
        public var description: String { kind.rawValue }

        /// The server answered with an error: ``MySQLError/server`` tells which.
        public static let server = Code(.server)
        /// The name of the host could not be looked up.
        public static let unknownHost = Code(.unknownHost)
        /// Nothing listens at the address.
        public static let connectionRefused = Code(.connectionRefused)
        /// The network found no way to the address, or what is at the path is no socket.
        public static let unreachable = Code(.unreachable)
        /// The operating system forbids it: a socket file that this user may not use, or a rule of this machine's firewall.
        public static let connectionNotPermitted = Code(.connectionNotPermitted)
        /// The unix socket is not there: the server does not run, or has it elsewhere.
        public static let socketNotFound = Code(.socketNotFound)
        /// The time for connecting was over.
        public static let connectTimeout = Code(.connectTimeout)
        /// TLS is required and the server offers none.
        public static let tlsUnavailable = Code(.tlsUnavailable)
        /// The TLS handshake failed for another reason than the certificate.
        public static let tlsFailed = Code(.tlsFailed)
        /// The server's certificate did not pass the checks that were asked for.
        public static let certificateRefused = Code(.certificateRefused)
        /// A file of the TLS settings cannot be read, or the settings contradict each other.
        public static let tlsConfiguration = Code(.tlsConfiguration)
        /// The server offers none of the compressions that the configuration allows.
        public static let compressionUnavailable = Code(.compressionUnavailable)
        /// The public key of the server that the configuration pins is no RSA key in PEM.
        public static let publicKeyUnusable = Code(.publicKeyUnusable)
        /// The server asked for a way of authentication that this client does not take part in.
        public static let authenticationRefused = Code(.authenticationRefused)
        /// The server sent what the protocol does not allow; the connection is closed.
        public static let protocolViolation = Code(.protocolViolation)
        /// The server sent more than one of ``MySQLConnection/Limits`` allows; the connection is closed.
        public static let limitExceeded = Code(.limitExceeded)
        /// The socket was closed by the other side or by an error.
        public static let connectionLost = Code(.connectionLost)
        /// The connection was closed before, by this side.
        public static let connectionClosed = Code(.connectionClosed)
        /// The connection streams a binlog and takes no other command.
        public static let connectionBusy = Code(.connectionBusy)
        /// The task was cancelled; the connection is closed.
        public static let cancelled = Code(.cancelled)
        /// The time given for the command was over; the connection is closed.
        public static let deadlineExceeded = Code(.deadlineExceeded)
        /// The server asked for the contents of a file (`LOAD DATA LOCAL`), which is never granted.
        public static let localInfileRefused = Code(.localInfileRefused)
        /// The rows of a result were not read to their end before the next command.
        public static let resultDropped = Code(.resultDropped)
        /// The statement has another number of parameters than values, or is too long.
        public static let invalidStatement = Code(.invalidStatement)
        /// A value could not be decoded as the type that was asked for.
        public static let decoding = Code(.decoding)
        /// All connections of a pool stayed in use.
        public static let poolTimeout = Code(.poolTimeout)
    }
}
