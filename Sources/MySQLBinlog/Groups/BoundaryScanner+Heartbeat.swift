// SPDX-License-Identifier: Apache-2.0

import MySQLWire

extension BoundaryScanner {
    /// Goes to where the source says that it stands.
    ///
    /// The first form tells 32 bits of the place: a lower value than ours is the place behind the next multiple of 4 GiB
    /// where that is less than 2 GiB ahead, and else a place behind us.
    mutating func acceptHeartbeat(_ header: EventHeader, _ bytes: Span<UInt8>) throws(BinlogError) {
        standStill()
        try verify(header, bytes)
        let (offset, name) = try read(header, bytes) { (_, reader) throws(WireError) in
            let beat =
                header.type == .heartbeatV2
                ? try HeartbeatEvent(versionTwo: &reader) : try HeartbeatEvent(from: &reader, header: header)
            return (beat.offset, [UInt8](copying: beat.file))
        }
        let claimed: UInt64
        if let offset {
            claimed = offset
        } else {
            let ahead = header.endPosition &- UInt32(truncatingIfNeeded: position)
            let wraps = header.endPosition < UInt32(truncatingIfNeeded: position)
            claimed = wraps && ahead >= 1 << 31 ? UInt64(header.endPosition) : position &+ UInt64(ahead)
        }
        guard name == fileName, claimed >= position, claimed <= UInt64(Int64.max) else {
            throw BinlogError(
                .outOfStep(file: String(repairing: name.span), offset: claimed),
                in: header.type,
                at: position
            )
        }
        position = claimed
        standStill()
    }
}
