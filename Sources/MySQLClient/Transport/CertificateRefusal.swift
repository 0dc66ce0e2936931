// SPDX-License-Identifier: Apache-2.0

import NIOSSL

/// The certificate that did not pass, noted during a TLS handshake, to say why.
final class CertificateRefusal {
    /// The first certificate of the chain that the checks refused; nil where none was.
    var certificate: NIOSSLCertificate?

    /// Turns an error of the handshake into one that says what failed, given the seconds since 1970.
    func error(for cause: any Error, upgrade: TLSUpgrade, now: Int) -> MySQLError {
        if let certificate {
            let reason =
                if certificate.notValidAfter < now {
                    "it has expired"
                } else if certificate.notValidBefore > now {
                    "it is not valid yet (or this machine's clock is wrong)"
                } else {
                    "no authority that is trusted signed it"
                }
            let detail = "\(reason): \(certificate)"
            return MySQLError(.certificateRefused, outcome: .notSent, detail: detail, underlying: cause)
        }
        if let extra = cause as? NIOSSLExtraError, extra == .failedToValidateHostname {
            let name = upgrade.serverName ?? "\(upgrade.endpoint)"
            return MySQLError(
                .certificateRefused,
                outcome: .notSent,
                detail: "it is made out to another name than \(name)",
                underlying: cause
            )
        }
        return MySQLError(.tlsFailed, outcome: .notSent, detail: "\(cause)", underlying: cause)
    }
}
