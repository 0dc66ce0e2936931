// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// What an archive's index tells of a file that is whole.
struct ArchivedFile: Codable, Sendable, Hashable {
    /// Its name, as the server calls it.
    var name: String
    /// Its bytes.
    var size: UInt64
    /// The earliest time of an event that a client caused, in seconds since 1970 UTC; nil where there is none.
    var firstTime: UInt32?
    /// The latest time of such an event.
    var lastTime: UInt32?
    /// The transactions in it, as `--include-gtids` takes them; nil where none has a GTID.
    var gtids: String?
}

/// What is learnt of a file while its events pass.
struct ArchivedContent: Sendable {
    private struct Stream: Hashable {
        var domain: UInt32
        var server: UInt32
    }

    private var firstTime = UInt32.max
    private var lastTime: UInt32 = 0
    private var mysql = GTIDSet()
    private var mariaDB: [Stream: ClosedRange<UInt64>] = [:]

    /// Takes the event that the scanner took last.
    mutating func note(_ scanner: BoundaryScanner) {
        let header = scanner.header
        guard !header.type.isUpkeep else { return }
        if header.timestamp > 0 {
            firstTime = min(firstTime, header.timestamp)
            lastTime = max(lastTime, header.timestamp)
        }
        guard [.gtid, .taggedGTID, .mariaDBGTID].contains(header.type) else { return }
        switch scanner.gtid {
        case .mysql(let gtid): mysql.insert(gtid)
        case .mariaDB(let gtid):
            let stream = Stream(domain: gtid.domain, server: gtid.server)
            let known = mariaDB[stream] ?? gtid.sequence...gtid.sequence
            mariaDB[stream] = min(known.lowerBound, gtid.sequence)...max(known.upperBound, gtid.sequence)
        case nil: break
        }
    }

    /// What the index tells of the file.
    func entry(name: String, size: UInt64) -> ArchivedFile {
        var entry = ArchivedFile(name: name, size: size)
        if lastTime > 0 {
            entry.firstTime = firstTime
            entry.lastTime = lastTime
        }
        if !mysql.isEmpty { entry.gtids = mysql.description }
        guard !mariaDB.isEmpty else { return entry }
        let streams = mariaDB.sorted { ($0.key.domain, $0.key.server) < ($1.key.domain, $1.key.server) }
        entry.gtids = streams.map { stream, range in
            "\(stream.domain)-\(stream.server)-\(range.lowerBound)..\(range.upperBound)"
        }.joined(separator: ",")
        return entry
    }
}
