// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes
import MySQLWire

/// Finds out what stands at a place, from the events of its file, in order and from the first one on.
struct PlaceScanner {
    private let place: BinlogFilePosition
    private var result = PlaceInLog(standing: .betweenTransactions)
    private var current: SeenTransaction?
    /// The group whose last event was seen; what comes out of a payload may still follow that.
    private var ended: EventGroup?
    /// The end of the last event that was seen in the file.
    private var end: UInt64 = BinlogFilePosition.firstEventOffset
    /// Whether nothing more can be learnt.
    private(set) var isOver = false

    /// Looks at `place`.
    init(_ place: BinlogFilePosition) {
        self.place = place
    }

    /// Takes the next event, with the group that it belongs to and the file that it stands in.
    mutating func accept(_ event: borrowing BinlogEvent, _ group: EventGroup?, file: String) {
        guard !isOver else { return }
        if !event.isInner { close() }
        guard !isOver else { return }
        let isBehind = file != place.file
        if !isBehind, !event.isInner, !event.header.flags.contains(.artificial) { look(at: event) }
        guard let group else { return }
        if !isBehind, group.begin < place.offset, place.offset < group.end {
            switch result.standing {
            case .insideEvent: break
            default: result.standing = .insideTransaction(begin: group.begin, end: group.end)
            }
        }
        if current?.begin != group.begin || current?.file != group.file {
            current = SeenTransaction(group, timestamp: event.header.timestamp)
        }
        current?.take(event)
        if !event.isInner, event.endPosition == group.end { ended = group }
    }

    /// What was learnt, once no more events come.
    ///
    /// The end is that of the events: sizes that servers list hold the head of encrypted files too.
    mutating func finish() -> PlaceInLog {
        close()
        if place.offset > end, !place.file.isEmpty { result.standing = .behindEnd(end) }
        return result
    }

    private mutating func look(at event: borrowing BinlogEvent) {
        end = max(end, event.endPosition)
        if event.position < place.offset, place.offset < event.endPosition {
            result.standing = .insideEvent(begin: event.position, end: event.endPosition)
        }
        guard event.endPosition == place.offset else { return }
        let content = event.bytes.extracting(0..<(event.bytes.count - (event.checksum == nil ? 0 : 4)))
        result.lastEvent = PositionRecord.Event(
            position: event.position,
            type: event.header.type.rawValue,
            timestamp: event.header.timestamp,
            serverID: event.header.serverID,
            checksum: CRC32.checksum(of: content)
        )
    }

    /// Ends the group whose last event was seen.
    private mutating func close() {
        guard let group = ended else { return }
        ended = nil
        defer { current = nil }
        if group.file != place.file || group.begin >= place.offset {
            result.after = current
            isOver = true
        } else if group.end <= place.offset {
            result.before = current
        }
    }
}
