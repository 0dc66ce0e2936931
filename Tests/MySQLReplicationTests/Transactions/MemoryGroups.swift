// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTestSupport
import MySQLTypes

/// Events in memory as a stream hands them over: what does not end its group is left out.
struct MemoryGroups: ~Copyable, GroupedEvents {
    private var events: [(bytes: [UInt8], position: UInt64, group: EventGroup?)] = []
    private var decoder: BinlogDecoder
    private var next = 0
    private var current: [UInt8] = []

    /// Takes the events of a stream.
    init(_ stream: SyntheticStream, from start: Int = 0) throws {
        var scanner = BoundaryScanner(checksum: .crc32)
        decoder = BinlogDecoder(streamChecksum: .crc32)
        try fill(&scanner, stream.events)
        if start > 0 { events.removeSubrange(2..<start) }
    }

    /// Takes the events of a file.
    init(file bytes: [UInt8], named name: String = "binlog.000001") throws {
        var scanner = BoundaryScanner(at: BinlogFilePosition(file: name))
        decoder = BinlogDecoder()
        let log = MemoryLog(bytes)
        try fill(&scanner, log.events.map { Array(bytes[$0]) })
    }

    private mutating func fill(_ scanner: inout BoundaryScanner, _ all: [[UInt8]]) throws {
        var open: [(bytes: [UInt8], position: UInt64, group: EventGroup?)] = []
        for bytes in all {
            let step = try scanner.accept(bytes.span)
            switch step {
            case .outside: events.append((bytes, scanner.eventPosition, nil))
            default:
                open.append((bytes, scanner.eventPosition, nil))
                guard let group = scanner.group else { continue }
                events += open.map { ($0.bytes, $0.position, group) }
                open = []
            }
        }
    }

    var group: EventGroup? { next > 0 ? events[next - 1].group : nil }
    var format: FormatDescriptionEvent? { decoder.format }

    mutating func advance() throws(ReplicationError) -> Bool {
        do throws(BinlogError) {
            if decoder.hasInnerEvents {
                let bytes = current
                if try decoder.acceptInner(bytes.span) { return true }
            }
            guard next < events.count else { return false }
            let event = events[next]
            next += 1
            current = event.bytes
            try decoder.accept(event.bytes.span, at: event.position)
            return true
        } catch {
            throw ReplicationError(.decoding, "\(error)", underlying: error)
        }
    }

    @_lifetime(&self)
    mutating func event() throws(ReplicationError) -> BinlogEvent {
        do throws(BinlogError) {
            return try decoder.event(current.span)
        } catch {
            throw ReplicationError(.decoding, "\(error)", underlying: error)
        }
    }
}

/// What an assembler gave: a line for each transaction, with the first column of each inserted row.
func assembled(
    _ assembler: inout TransactionAssembler,
    _ source: inout MemoryGroups,
    readsEvents: Bool = true
) throws -> [String] {
    var lines: [String] = []
    while let transaction = try assembler.next(from: &source) {
        var line = "\(transaction.kind)"
        if let gtid = transaction.gtid { line += " \("\(gtid)".split { $0 == ":" || $0 == "-" }.last ?? "")" }
        if let branch = transaction.branch { line += " \(branch.identifier)" }
        if readsEvents {
            while let event = try assembler.nextEvent(from: &source) {
                switch event.body {
                case .rows(let rows):
                    var changes = rows.changes
                    while let change = try changes.next() {
                        if let after = change.after {
                            line += try firstColumn(after)
                        } else if let before = change.before {
                            line += try firstColumn(before)
                        }
                    }
                case .query(let query) where TransactionControl(query.sql) == nil: line += " sql"
                default: break
                }
            }
        }
        lines.append(line)
    }
    return lines
}

/// The first column's number behind a space.
private func firstColumn(_ image: borrowing RowImage) throws -> String {
    switch try image.cell(0) {
    case .signed(let value): return " \(value)"
    case .unsigned(let value): return " \(value)"
    default: return " ?"
    }
}
