// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLProtocol
import MySQLTestSupport

extension LiveServer {
    /// How our own connections reach the server: in the clear, as its user.
    var configuration: MySQLConnection.Configuration {
        var configuration = MySQLConnection.Configuration(
            .tcp(host: host, port: port),
            as: password.isEmpty ? Credentials(user: user) : .password(user: user, password)
        )
        configuration.tls = .disabled
        return configuration
    }
}
