// SPDX-License-Identifier: Apache-2.0

import ReplicationPositions

/// What a server says of a position, as an object.
struct VerificationDocument: Encodable {
    /// The server that was asked.
    struct Server: Encodable {
        var flavour: String
        var uuid: String?
        var serverID: UInt32
        var version: String
    }

    var good: Bool
    var file: String?
    var position: UInt64?
    var gtid: String?
    var server: Server
    var checks: [VerifiedCheck]
    var before: SeenTransaction?
    var after: SeenTransaction?
    var lastEvent: PositionRecord.Event?

    /// Takes what was verified.
    init(_ result: PositionVerification, of point: StartPoint) {
        good = result.isGood
        file = point.file?.file
        position = point.file?.offset
        gtid = point.gtid?.description
        server = Server(
            flavour: (result.server.isMariaDB ? ServerFlavour.mariaDB : .mysql).rawValue,
            uuid: result.server.uuid?.description,
            serverID: result.server.serverID,
            version: result.version
        )
        checks = result.checks
        before = result.place?.before
        after = result.place?.after
        lastEvent = result.place?.lastEvent
    }
}
