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
        let start = ContinuousClock.now
        let connector = SocketConnector(
            endpoint: configuration.endpoint,
            limits: configuration.limits,
            timeout: configuration.connectTimeout,
            loop: group.next()
        )
        let channel = try await connector.connect()
        let driver = HandshakeDriver(channel, configuration: configuration, upgrade: upgrade, tls: tls)
        let left = configuration.connectTimeout - (ContinuousClock.now - start)
        return MySQLConnection(try await driver.authenticate(timeout: left), limits: configuration.limits)
    }
}
