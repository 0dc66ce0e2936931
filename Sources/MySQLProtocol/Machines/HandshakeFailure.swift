// SPDX-License-Identifier: Apache-2.0

/// Why a login came to nothing.
package enum HandshakeFailure: Error, Sendable, Hashable {
    /// The server refused, in its own words.
    case server(ErrorPacket)
    /// The server broke the protocol.
    case violated(ProtocolViolation)
    /// TLS is required and the server does not offer it, or somebody on the way hid that it does.
    case tlsNotOffered
    /// Nobody vouches for the server's certificate, and with this plugin the server cannot do so by the password.
    case certificateNotProven(plugin: String)
    /// Bytes followed the greeting in clear though TLS was about to begin: somebody may have put them there.
    case plaintextBeforeTLS(byteCount: Int)
    /// None of the compressions that the client accepts is offered.
    case compressionNotOffered
    /// The server asks for a plugin that is not spoken here.
    case unsupportedPlugin(String)
    /// The plugin sends the password as it is, and nobody allowed that.
    case clearTextNotAllowed(plugin: String)
    /// The plugin sends the password as it is, and what carries it can be read by others.
    case unprotectedTransport(plugin: String)
    /// Without TLS the password must be encrypted by the server's key, and nobody allowed to ask for it.
    case publicKeyNotAllowed(plugin: String)
    /// What should be the server's RSA key is none.
    case invalidPublicKey
    /// The password does not fit in what carries it; holds the longest that does, in bytes.
    case passwordTooLong(plugin: String, limit: Int)
    /// The account asks for a second or third password, which was not given.
    case missingPassword(factor: Int)
    /// A dialog asks a question for which no password is left.
    case unansweredPrompt(String)
    /// What the server sends for a plugin to work with is not what that plugin takes.
    case malformedChallenge(plugin: String, byteCount: Int)
    /// Plugins and servers talked longer than any does.
    case tooManyRounds(limit: Int)
    /// The client's attributes are longer than servers take, in bytes.
    case attributesTooLarge(byteCount: Int, limit: Int)
    /// A name has a zero byte, which would end it; holds which.
    case zeroByte(in: String)
    /// The cryptographic library failed; holds what it was asked for.
    case cryptographyFailed(String)
}

extension HandshakeFailure: CustomStringConvertible {
    /// What happened, and what can be done about it; never a secret.
    package var description: String {
        switch self {
        case .server(let report): "the server refused the login: error \(report.code): \(report.message)"
        case .violated(let violation): violation.description
        case .tlsNotOffered:
            "TLS is required and the server does not offer it; give the server a certificate, or lower the TLS mode "
                + "(--ssl-mode) if the network can be trusted"
        case .certificateNotProven(let plugin):
            "no authority that is trusted here signed the server's certificate, and \(plugin) cannot prove it; name the "
                + "authority's file (--ssl-ca)"
        case .plaintextBeforeTLS(let count):
            "\(count) bytes came in clear behind the greeting, before TLS began; something between client and server may have "
                + "put them there"
        case .compressionNotOffered:
            "the server offers none of the accepted compressions; accept `uncompressed` too (--compression-algorithms)"
        case .unsupportedPlugin(let name): PluginAdvice.text(for: name)
        case .clearTextNotAllowed(let plugin):
            "the server asks for the password in clear text (\(plugin)); allow it with allowsClearText "
                + "(--enable-cleartext-plugin) if the server is meant to have it"
        case .unprotectedTransport(let plugin):
            "the server asks for the password in clear text (\(plugin)) outside TLS; connect with TLS (--ssl-mode)"
        case .publicKeyNotAllowed(let plugin):
            "\(plugin) needs TLS, or the server's RSA key: connect with TLS (--ssl-mode), name the key's file "
                + "(--server-public-key-path), or allow to ask the server for it (--get-server-public-key)"
        case .invalidPublicKey:
            "what the server sent as its public key is no RSA key in PEM; connect with TLS (--ssl-mode)"
        case .passwordTooLong(let plugin, let limit):
            "the password has more than the \(limit) bytes that \(plugin) can carry here; connect with TLS (--ssl-mode)"
        case .missingPassword(let factor):
            "the account asks for password \(factor), which was not given (--password\(factor))"
        case .unansweredPrompt(let prompt):
            "the server asks \"\(PluginAdvice.shown(prompt))\" and no password is left to answer with (--password2, --password3)"
        case .malformedChallenge(let plugin, let count): "the server sent \(count) bytes that \(plugin) has no use for"
        case .tooManyRounds(let limit): "the login took more than \(limit) packets; the server does not come to an end"
        case .attributesTooLarge(let count, let limit):
            "the connection attributes have \(count) bytes, servers take \(limit); give fewer or shorter ones"
        case .zeroByte(let field): "the \(field) has a zero byte, which no server takes; remove it"
        case .cryptographyFailed(let what): "the cryptographic library failed at \(what)"
        }
    }
}
