// SPDX-License-Identifier: Apache-2.0

import MySQLReplication

extension ReplicaStatus {
    /// How long a receiver that has no connection does nothing before it tries again; zero where another attempt is in vain.
    ///
    /// A source that was restarted is asked again after `SOURCE_CONNECT_RETRY` seconds, 60 if nobody chose another number.
    var pauseBetweenAttempts: Duration {
        if let failure = receiverFailure, !failure.isPassing { return .zero }
        return .seconds(min(row["connect_retry"].flatMap { Int64($0) }.map { max(0, $0) } ?? 0, 3_600))
    }

    /// What the applier is doing, in the server's words; nil where it does not tell.
    var applierActivity: String? { row["replica_sql_running_state"] }
}

extension ReplicaStatus.Failure {
    /// Whether it may be gone with the next attempt: nobody listens, the connection broke, or the server ends.
    ///
    /// Source: MySQL 9.7, `include/errmsg.h`, numbers from 2000 on.
    fileprivate var isPassing: Bool {
        [2002, 2003, 2005, 2006, 2013].contains(number)
            || UInt16(exactly: number).map { DumpError(number: $0, message: message).disposition == .retry } ?? false
    }
}
