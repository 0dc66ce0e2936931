// SPDX-License-Identifier: Apache-2.0

extension MySQLError {
    /// What happened and what to do about it, for the one who reads a terminal: the server's words where it answered.
    public var explanation: String {
        var text = server.map { "\($0)" } ?? sentence
        guard let advice else { return text }
        // Servers end what they say with a full stop, or do not.
        if text.hasSuffix(".") { text.removeLast() }
        text += "; \(advice)"
        return text
    }

    /// What happened, without what to do.
    package var sentence: String {
        guard let detail else { return code.description }
        return "\(code): \(detail)"
    }

    /// What to do about it, where that is known.
    package var advice: String? {
        if let server { return MySQLError.advice(for: server) }
        return switch code {
        case .unknownHost: "check the host name and the machine's name service"
        case .connectionRefused:
            "check host and port, and that the server runs and listens there (bind_address, skip_networking)"
        case .unreachable: "check the address, and the network between"
        case .connectionNotPermitted:
            "check who may use the socket file and its folder, or the rules of this machine's firewall"
        case .socketNotFound:
            "check its path (SELECT @@socket tells it) and that the server runs, or connect by TCP (host 127.0.0.1)"
        case .publicKeyUnusable: "give the file that the server has as public_key.pem"
        case .connectTimeout:
            "a firewall that drops packets looks like this; if the server is only slow, raise the connect timeout"
        case .tlsUnavailable:
            "give the server a certificate, or connect without TLS if the network in between is trusted"
        case .certificateRefused:
            "name the authority that signed it (CA file), connect by a host that it was made out to, or renew it"
        case .tlsFailed:
            "check that both sides share a TLS version, and whether the server asks for a client certificate"
        case .compressionUnavailable: "allow another compression, or none; MariaDB knows zlib only"
        case .connectionLost where outcome == .mayHaveRun:
            "it is not known whether it was done; look before doing it again"
        case .limitExceeded: "raise the limit that is named, if the answer is meant to be that long"
        case .localInfileRefused:
            "load the file by a program that may read it; a server that asks unprompted is hostile"
        case .resultDropped: "read a result to its end, or use a second connection"
        case .connectionBusy: "use another connection"
        case .poolTimeout: "make the pool larger, or hold its connections for a shorter time"
        default: nil
        }
    }

    /// What to do about an error of a server.
    ///
    /// Source: MySQL 9.7 manual, "Server Error Message Reference".
    private static func advice(for server: ServerReport) -> String? {
        switch server.number {
        case 1040: "wait and try again, or raise max_connections"
        case 1044, 1142, 1143, 1227: "an account with more privileges is needed (GRANT)"
        case 1045:
            "check user and password, and that the account may come from this host (SELECT user, host FROM mysql.user)"
        case 1049: "check the name of the schema"
        case 1129:
            "too many broken connections came from this host: TRUNCATE performance_schema.host_cache or FLUSH HOSTS unblocks it"
        case 1130: "create an account for this host, or connect from one that is allowed"
        case 1203, 1226: "the account has reached its limit of connections: close some, or raise it"
        case 1251, 1524, 2061:
            "the account's authentication plugin is not usable here: ALTER USER … IDENTIFIED WITH another one"
        case 1698:
            "the account asks the system who runs the client (auth_socket, unix_socket): use the unix socket, or another account"
        case 1820, 1862:
            "log in by the server's own client and change it (ALTER USER USER() IDENTIFIED BY …)"
        case 3118, 4151: "somebody must unlock it: ALTER USER … ACCOUNT UNLOCK"
        case 3159: "use TLS (--ssl-mode=REQUIRED), or a unix socket"
        case 3955: "the account is locked for a time after failed logins"
        case 4031: "the server closed the connection because it was idle; connect again, or raise wait_timeout"
        default: nil
        }
    }
}
