// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
package import NIOCore

extension MySQLConnection {
    /// Opens a connection on one of the group's event loops.
    ///
    /// - Throws: why it could not be opened; nothing is left open then.
    package static func open(
        _ configuration: Configuration,
        on group: any EventLoopGroup
    ) async throws(MySQLError) -> MySQLConnection {
        guard !Task.isCancelled else { throw MySQLError(.cancelled, outcome: .notSent) }
        // Files and keys that cannot be used are an error before anything is sent.
        guard configuration.credentials.serverPublicKey.isUsable else {
            let detail = "it is no RSA key in PEM (-----BEGIN PUBLIC KEY-----)"
            throw MySQLError(.publicKeyUnusable, outcome: .notSent, detail: detail)
        }
        let upgrade = TLSUpgrade(policy: configuration.tls, endpoint: configuration.endpoint)
        let tls = upgrade.isWanted ? try upgrade.context() : nil
        let driver = HandshakeDriver(group.next(), configuration: configuration, upgrade: upgrade, tls: tls)
        return MySQLConnection(try await driver.open(), limits: configuration.limits)
    }
}
