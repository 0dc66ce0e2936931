// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// Who we are among the replicas of a source: two readers with one server id or UUID end each other's streams.
public struct ReplicaIdentity: Sendable, Hashable {
    /// The server id, in a range that people do not use: 3,000,000,000 and above.
    public var serverID: UInt32
    /// The UUID, which stays the same over reconnections so that the source ends what is left of the stream before.
    public var uuid: SourceID

    /// The ids that are drawn.
    public static let range: ClosedRange<UInt32> = 3_000_000_000...4_294_967_294

    /// Takes what was chosen.
    public init(serverID: UInt32, uuid: SourceID) {
        self.serverID = serverID
        self.uuid = uuid
    }

    /// Draws an id that is not in `used`, and a UUID.
    public init(notIn used: Set<UInt32> = [], using random: inout some RandomNumberGenerator) {
        var id = UInt32.random(in: ReplicaIdentity.range, using: &random)
        while used.contains(id) {
            // There are more ids than a set can list, so counting up from any of them ends.
            id = id == ReplicaIdentity.range.upperBound ? ReplicaIdentity.range.lowerBound : id + 1
        }
        serverID = id
        // A random UUID: version 4, variant 1 (RFC 9562).
        let high = (UInt64.random(in: .min ... .max, using: &random) & 0xffff_ffff_ffff_0fff) | 0x4000
        let low = (UInt64.random(in: .min ... .max, using: &random) & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
        uuid = SourceID(high: high, low: low)
    }

    /// The server ids in an answer to SHOW REPLICAS or SHOW SLAVE HOSTS.
    package static func used(in answer: StatementAnswer) -> Set<UInt32> {
        let column = answer.index(of: "Server_id", "Server_Id")
        return Set(answer.rows.indices.compactMap { answer.value($0, column).flatMap { UInt32($0) } })
    }
}
