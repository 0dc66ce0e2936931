// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What kept a socket from opening, in one sentence that names the server once.
package struct ConnectFailure: Sendable {
    private let endpoint: MySQLConnection.Configuration.Endpoint
    private let timeout: Duration

    /// Takes where and for how long it was tried.
    package init(_ endpoint: MySQLConnection.Configuration.Endpoint, timeout: Duration) {
        self.endpoint = endpoint
        self.timeout = timeout
    }

    /// The error in our terms for what NIO said.
    package func error(for cause: any Error) -> MySQLError {
        let attempts: [(address: String?, cause: any Error)]
        if let cause = cause as? NIOConnectionError {
            if cause.connectionErrors.isEmpty, let lookup = cause.dnsAError ?? cause.dnsAAAAError {
                return failed(.unknownHost, words(lookup), cause)
            }
            attempts = cause.connectionErrors.map { ($0.target.ipAddress, $0.error) }
        } else {
            attempts = [(nil, cause)]
        }
        let codes = attempts.map { code(for: $0.cause) }
        // One refusal tells more than another address that is silent.
        let telling = ConnectFailure.telling.first { codes.contains($0) } ?? .unreachable
        return failed(telling, details(attempts, telling), cause)
    }

    /// Codes, those first that tell most.
    private static let telling: [MySQLError.Code] = [
        .connectionRefused, .connectionNotPermitted, .socketNotFound, .connectTimeout,
    ]

    private func failed(_ code: MySQLError.Code, _ details: String, _ cause: any Error) -> MySQLError {
        let detail = details.isEmpty ? "\(endpoint)" : "\(endpoint) (\(details))"
        return MySQLError(code, outcome: .notSent, detail: detail, underlying: cause)
    }

    /// The addresses that a name stands for, and what is not said by the code.
    private func details(_ attempts: [(address: String?, cause: any Error)], _ code: MySQLError.Code) -> String {
        let reasons = attempts.map { words($0.cause) }
        let isOne = Set(reasons).count <= 1
        let addresses = attempts.map { attempt -> String in
            guard let address = attempt.address else { return "" }
            if case .tcp(let host, _) = endpoint, CertificateNames.address(host) != nil { return "" }
            return address
        }
        guard isOne else {
            return zip(addresses, reasons).map { $0.isEmpty ? $1 : "\($0): \($1)" }.joined(separator: ", ")
        }
        let reason = ConnectFailure.plain.contains(code) ? "" : reasons.first ?? ""
        let names = addresses.filter { !$0.isEmpty }.joined(separator: ", ")
        return [names, reason].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// Codes that say all there is to say.
    private static let plain: Set<MySQLError.Code> = [.connectionRefused, .socketNotFound]

    private func code(for cause: any Error) -> MySQLError.Code {
        if case ChannelError.connectTimeout? = cause as? ChannelError { return .connectTimeout }
        return switch (cause as? IOError)?.errnoCode {
        case ECONNREFUSED: .connectionRefused
        case ETIMEDOUT: .connectTimeout
        case EACCES, EPERM: .connectionNotPermitted
        case ENOENT, ENOTDIR: .socketNotFound
        default: .unreachable
        }
    }

    private func words(_ cause: any Error) -> String {
        if let cause = cause as? SocketAddressError.UnknownHost { return cause.errorDescription }
        if case ChannelError.connectTimeout? = cause as? ChannelError { return "no answer within \(timeout)" }
        if case SocketAddressError.unixDomainSocketPathTooLong? = cause as? SocketAddressError {
            return "the path is longer than sockets can have"
        }
        return switch (cause as? IOError)?.errnoCode {
        case ECONNREFUSED: "refused"
        case ETIMEDOUT: "no answer"
        case EACCES, EPERM: "permission denied"
        case ENETUNREACH: "no route to the network"
        case EHOSTUNREACH: "no route to the host"
        case EADDRNOTAVAIL: "no free port here, or no such address"
        case ECONNRESET: "closed at once"
        case ENOENT, ENOTDIR: "no such file"
        case ENOTSOCK, EPROTOTYPE: "no socket of this kind"
        default: "\(cause)"
        }
    }
}
