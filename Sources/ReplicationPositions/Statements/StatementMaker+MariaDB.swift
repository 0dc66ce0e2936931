// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension StatementMaker {
    /// CHANGE MASTER TO as MariaDB has it, and what goes with it.
    ///
    /// Source: MariaDB, "CHANGE MASTER TO", "Global Transaction ID".
    mutating func makeMariaDB() throws(StartStatementError) {
        let connection =
            try point.channel.map { (name) throws(StartStatementError) in
                " \(try SQLText.quoted(name))"
            } ?? ""
        switch method {
        case .file:
            stop("STOP SLAVE\(connection)")
        case .gtid:
            // gtid_slave_pos is one for all connections, and can be set while none runs.
            run(.stop, "STOP ALL SLAVES")
            run(.set, "SET GLOBAL gtid_slave_pos=\(try SQLText.quoted(point.gtid.map { "\($0)" } ?? ""))")
        }
        var options = try self.connection("MASTER")
        switch method {
        case .file: options += try place("MASTER") + ["MASTER_USE_GTID=no"]
        case .gtid: options.append("MASTER_USE_GTID=slave_pos")
        }
        if request.delay > 0 { options.append("MASTER_DELAY=\(request.delay)") }
        if request.usesTLS, request.certificateAuthority == nil {
            remark(
                .set,
                "MariaDB 11.4 and later check the source's certificate; --source-ca names the file that tells who signed it."
            )
        }
        run(.set, "CHANGE MASTER\(connection) TO\n    \(options.joined(separator: ",\n    "))")
        leaveOutManagedTables()
        run(.start, method == .gtid ? "START ALL SLAVES" : "START SLAVE\(connection)")
        run(.check, "SHOW ALL SLAVES STATUS")
        remark(.reset, "To end replication for good, once the proof is there that all was applied:")
        remark(.reset, "STOP SLAVE\(connection);")
        remark(.reset, "RESET SLAVE\(connection) ALL;")
    }
}
