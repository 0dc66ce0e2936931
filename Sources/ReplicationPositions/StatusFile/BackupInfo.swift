// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// Reads `xtrabackup_binlog_info`: file, offset and, maybe, GTIDs, with tabs between.
///
/// Source: Percona XtraBackup 8.0, "Index of files created by Percona XtraBackup"; MariaDB, "Files Created by mariadb-backup".
/// Seen in `Fixtures/status/mariabackup-10.11-xtrabackup_binlog_info`.
enum BackupInfo {
    /// The place that the text tells; nil where it is no such file.
    static func start(in text: String) -> StartCoordinates? {
        let content = text.trimmingWhiteSpace
        let parts = content.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count >= 2, let offset = UInt64(parts[1].trimmingWhiteSpace), parts[0].contains("."),
            !parts[0].contains(where: { $0.isWhitespace })
        else { return nil }
        let gtid = parts.count > 2 ? String(parts[2].trimmingWhiteSpace) : nil
        if let gtid, (try? ExecutedGTIDs(text: gtid)) == nil { return nil }
        return StartCoordinates(
            .backup,
            log: .own,
            file: BinlogFilePosition(file: String(parts[0]), offset: offset),
            gtid: gtid,
            flavour: gtid.flatMap { try? ExecutedGTIDs(text: $0) }?.flavour
        )
    }
}
