// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import MySQLClient

/// What errors of a server mean to a replay.
///
/// Source: MySQL 9.7, "Server Error Message Reference"; MariaDB, "MariaDB Error Codes".
enum MySQLFailure {
    /// Deadlock, lock wait timeout, certification failures of groups, and statements that somebody or a limit of time ended: nothing
    /// of it happened, or will.
    static let contention: Set<UInt16> = [1205, 1213, 1020, 1317, 1969, 3024, 3101, 3572]
    /// Passing states of the server: too many connections, shutting down, full disk, read-only, out of memory.
    private static let passing: Set<UInt16> = [
        3, 1021, 1026, 1030, 1034, 1037, 1038, 1040, 1041, 1053, 1114, 1152, 1158, 1159, 1160, 1161, 1203, 1226, 1290,
        1792, 1836, 1927,
        3100,
        3168, 4031,
    ]
    /// The account may not.
    private static let refused: Set<UInt16> = [1044, 1045, 1142, 1143, 1227, 1410, 1698]
    /// Tables are not as they must be.
    private static let schema: Set<UInt16> = [1049, 1051, 1054, 1146, 1136, 1364, 3105, 1906]
    /// A row with one of its keys is there.
    static let duplicate: Set<UInt16> = [1062, 1586, 1022]

    /// What a failed connection means.
    static func connecting(_ error: MySQLError, _ name: String) -> SinkError {
        let message = "connecting to \(name): \(text(error))"
        if let server = error.server {
            return SinkError(passing.contains(server.number) ? .unavailable : .refused, message, underlying: error)
        }
        switch error.code {
        case .connectionRefused, .unreachable, .socketNotFound, .connectTimeout, .connectionLost, .connectionClosed,
            .deadlineExceeded, .cancelled:
            return SinkError(.unavailable, message, underlying: error)
        default: return SinkError(.refused, message, underlying: error)
        }
    }

    /// What a failed statement means.
    static func statement(_ error: MySQLError) -> SinkError {
        let message = text(error)
        guard let server = error.server else { return SinkError(.unavailable, message, underlying: error) }
        let code: SinkError.Code =
            if contention.contains(server.number) {
                .contention
            } else if passing.contains(server.number) {
                .unavailable
            } else if refused.contains(server.number) {
                .refused
            } else if schema.contains(server.number) {
                .schema
            } else {
                .rejected
            }
        return SinkError(code, message, underlying: error)
    }

    /// What a failed commit means: unless the server says that it was undone, nobody knows.
    static func commit(_ error: MySQLError) -> SinkError {
        if let server = error.server, contention.contains(server.number) {
            return SinkError(.contention, text(error), underlying: error)
        }
        if error.server == nil, error.outcome == .notSent {
            return SinkError(.unavailable, text(error), underlying: error)
        }
        return SinkError(.outcomeUnknown, text(error), underlying: error)
    }

    /// The error without the server's words where they hold values of rows.
    private static func text(_ error: MySQLError) -> String {
        guard let server = error.server else { return error.description + (error.detail.map { ": \($0)" } ?? "") }
        // Duplicate entry 'x' for key, Incorrect value: 'x': values stand between quotes.
        let words = server.message.split(separator: "'", omittingEmptySubsequences: false)
        let kept =
            duplicate.contains(server.number) || (1264...1366).contains(server.number)
            ? words.enumerated().map { $0.offset == 1 ? "…" : String($0.element) }.joined(separator: "'")
            : server.message
        return "\(error.description): \(kept)"
    }
}
