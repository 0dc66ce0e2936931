// SPDX-License-Identifier: Apache-2.0

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
        let upgrade = TLSUpgrade(policy: configuration.tls, endpoint: configuration.endpoint)
        // Files that cannot be read are an error before anything is sent.
        let tls = upgrade.isWanted ? try upgrade.context() : nil
        let driver = HandshakeDriver(group.next(), configuration: configuration, upgrade: upgrade, tls: tls)
        return MySQLConnection(try await driver.open(), limits: configuration.limits)
    }
}
