// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLClient
import MySQLReplication

/// A server that is followed.
struct LiveSource: Sendable {
    /// What its lines begin with; nil where it is the only one.
    var label: String?
    /// How it is reached.
    var connection: MySQLConnection.Configuration
    /// Where the first run begins.
    var start: StartPosition
    /// Where it is remembered how far we came.
    var resumeFile: ResumeFile?
    /// What was remembered.
    var record: ResumeRecord?
}
