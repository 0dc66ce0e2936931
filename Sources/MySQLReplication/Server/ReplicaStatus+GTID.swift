// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

extension ReplicaStatus {
    /// MySQL: what has come from this source since the receiver was set up.
    ///
    /// - Throws: ``GTIDSyntaxError`` where the text is cut or none.
    public func retrievedGTIDs() throws(GTIDSyntaxError) -> GTIDSet? {
        guard let text = row["retrieved_gtid_set"] else { return nil }
        return try GTIDSet(text)
    }

    /// MySQL: what the replica has executed, from all its sources and by itself.
    ///
    /// - Throws: ``GTIDSyntaxError`` where the text is cut or none.
    public func executedGTIDs() throws(GTIDSyntaxError) -> GTIDSet? {
        guard let text = row["executed_gtid_set"] else { return nil }
        return try GTIDSet(text)
    }

    /// MariaDB: up to where the source's transactions have come, which is not what was executed.
    ///
    /// - Throws: ``GTIDSyntaxError`` where the text is cut or none.
    public func receivedGTIDPosition() throws(GTIDSyntaxError) -> MariaDBGTIDPosition? {
        guard let text = row["gtid_io_pos"] else { return nil }
        return try MariaDBGTIDPosition(text)
    }

    /// MariaDB: what the replica has executed, of all its sources; only SHOW ALL REPLICAS STATUS tells it.
    ///
    /// - Throws: ``GTIDSyntaxError`` where the text is cut or none.
    public func executedGTIDPosition() throws(GTIDSyntaxError) -> MariaDBGTIDPosition? {
        guard let text = row["gtid_replica_pos"] else { return nil }
        return try MariaDBGTIDPosition(text)
    }
}
