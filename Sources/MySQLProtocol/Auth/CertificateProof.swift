// SPDX-License-Identifier: Apache-2.0

/// MariaDB's proof that its certificate is its own, which only who knows the account's password hash can make.
///
/// It stands in the message of the OK packet that ends the login: `01` and 64 hexadecimal digits, which are
/// `SHA256(stored hash, nonce, SHA256(certificate))`. A client without an authority to trust can check it instead.
///
/// Source: MariaDB 11.8, `sql/sql_acl.cc`, `acl_authenticate`; mariadb-connector-c, `libmariadb/mariadb_lib.c`.
package struct CertificateProof: Sendable, Hashable {
    /// What the server sent: 32 bytes.
    package var digest: [UInt8]
    /// What the server keeps of the password; nil where the plugin's form of it is not known here.
    var storedHash: [UInt8]?
    /// The server's random bytes.
    var nonce: [UInt8]

    /// Takes the proof apart; nil where `message` is not one.
    package init?(message: [UInt8], storedHash: [UInt8]?, nonce: [UInt8]) {
        guard message.count == 65, message[0] == 1 else { return nil }
        var digest: [UInt8] = []
        var pending: UInt8?
        for byte in message.dropFirst() {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            if let high = pending {
                digest.append(high << 4 | UInt8(digit))
                pending = nil
            } else {
                pending = UInt8(digit)
            }
        }
        self.digest = digest
        self.storedHash = storedHash
        self.nonce = nonce
    }

    /// Whether the server vouches for the certificate, which is given in DER.
    ///
    /// False too where nothing can be said: without password, and with plugins that keep no hash that the client can make.
    package func vouches(forCertificate der: [UInt8]) throws(HandshakeFailure) -> Bool {
        guard let storedHash else { return false }
        return try Digest.sha256(storedHash + nonce + Digest.sha256(der)) == digest
    }
}

extension CertificateProof: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// That it is there; what it is made of would help who guesses passwords.
    package var description: String { "(proof of a certificate)" }

    /// The same.
    package var debugDescription: String { description }

    /// Without parts.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
