// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// What a file of a binary log tells of itself in its first events.
struct LogFileHead: Sendable {
    /// The file's name.
    var file: String
    /// The family of the server that wrote it.
    var flavour: ServerFlavour
    /// That server's version.
    var version: String
    /// Its `server_id`.
    var serverID: UInt32
    /// When the file was begun, in seconds since 1970 UTC.
    var begun: UInt32
    /// Whether events have checksums.
    var hasChecksums: Bool
    /// What was written to the log before the file; nil where it does not tell.
    var executed: ExecutedGTIDs?
    /// MariaDB: the same for each server of a domain.
    var state: MariaDBGTIDState?
}

/// Reads the events that a file begins with.
struct LogFileHeadScanner: LogScanner {
    private let file: String
    private(set) var head: LogFileHead?
    private(set) var isOver = false

    /// Reads the head of a file.
    init(_ file: String) {
        self.file = file
    }

    mutating func accept(_ event: borrowing BinlogEvent, file: String) {
        guard file == self.file else {
            isOver = true
            return
        }
        switch event.body {
        case .formatDescription(let format):
            guard head == nil else { return }
            head = LogFileHead(
                file: file,
                flavour: format.isMariaDB ? .mariaDB : .mysql,
                version: format.serverVersion,
                serverID: event.header.serverID,
                begun: event.header.timestamp,
                hasChecksums: format.checksumAlgorithm == .crc32
            )
        case .previousGTIDs(let previous):
            head?.executed = .mysql(previous.gtids)
            isOver = true
        case .mariaDBGTIDList(let list):
            let state = MariaDBGTIDState(list.gtids)
            head?.executed = .mariaDB(state.position)
            head?.state = state
            isOver = true
        case .rotate, .startEncryption, .heartbeat: break
        default: isOver = true
        }
    }
}
