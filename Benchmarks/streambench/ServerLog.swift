// SPDX-License-Identifier: Apache-2.0

/// A binlog that a server has, and the same file here.
struct ServerLog {
    /// Its name on the server.
    var name: String
    /// The same file here.
    var path: String
    /// What it is called in the report.
    var workload: String
}
