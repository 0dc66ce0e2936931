// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// The transactions of `--include-gtids`.
enum GTIDChoice: Sendable {
    /// Of MySQL.
    case mysql(GTIDSet)
    /// Of MariaDB.
    case mariaDB([MariaDBRange])

    /// Transactions of one domain and server in a row.
    struct MariaDBRange: Sendable {
        var domain: UInt32
        var server: UInt32
        var sequences: ClosedRange<UInt64>
    }

    /// Reads MySQL's set, or MariaDB's transactions; nil where it is neither.
    init?(_ text: String) {
        if let set = try? GTIDSet(text), !set.isEmpty {
            self = .mysql(set)
            return
        }
        var ranges: [MariaDBRange] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let trimmed = part.drop { $0 == " " }
            let fields = trimmed.split(separator: "-", omittingEmptySubsequences: false)
            guard fields.count == 3, let domain = UInt32(fields[0]), let server = UInt32(fields[1]) else { return nil }
            let dots = fields[2].split(separator: ".", omittingEmptySubsequences: false)
            guard let first = UInt64(dots[0]), dots.count == 1 || dots.count == 3 && dots[1].isEmpty else { return nil }
            let last = dots.count == 3 ? UInt64(dots[2]) : first
            guard let last, first <= last else { return nil }
            ranges.append(MariaDBRange(domain: domain, server: server, sequences: first...last))
        }
        guard !ranges.isEmpty else { return nil }
        self = .mariaDB(ranges)
    }

    /// Whether a transaction is among them; one without GTID is not.
    func contains(_ transaction: TransactionIdentity?) -> Bool {
        switch (self, transaction) {
        case (.mysql(let set), .mysql(let gtid)?): set.contains(gtid)
        case (.mariaDB(let ranges), .mariaDB(let gtid)?):
            ranges.contains {
                $0.domain == gtid.domain && $0.server == gtid.server && $0.sequences.contains(gtid.sequence)
            }
        default: false
        }
    }
}
