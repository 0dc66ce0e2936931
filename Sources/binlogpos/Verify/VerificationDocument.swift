// SPDX-License-Identifier: Apache-2.0

import ReplicationPositions

/// What a log says of a position, as an object.
struct VerificationDocument: Encodable {
    /// The server that was asked.
    struct Server: Encodable {
        var flavour: String
        var uuid: String?
        var serverID: UInt32
        var version: String?

        /// Takes who it is.
        init(_ server: SourceIdentity, version: String? = nil) {
            flavour = (server.isMariaDB ? ServerFlavour.mariaDB : .mysql).rawValue
            uuid = server.uuid?.description
            serverID = server.serverID
            self.version = version
        }
    }

    var good: Bool
    var file: String?
    var position: UInt64?
    var gtid: String?
    var server: Server
    var checks: [VerifiedCheck]
    var before: SeenTransaction?
    var after: SeenTransaction?
    var executed: String?
    var mark: EventMark?

    /// Takes what was verified.
    init(_ result: PositionVerification, of point: StartPoint) {
        good = result.isGood
        file = point.file?.file
        position = point.file?.offset
        gtid = point.gtid?.description
        server = Server(result.server, version: result.version)
        checks = result.checks
        before = result.place?.before
        after = result.place?.after
        executed = result.place?.executed?.description
        mark = result.place?.mark
    }
}
