// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

extension MySQLBinlogSession {
    /// Appends the character sets that changed.
    mutating func writeCharacterSets(_ variables: borrowing StatusVariables, to text: inout TextWriter) {
        if let client = variables.clientCollation, let connection = variables.connectionCollation,
            let server = variables.serverCollation
        {
            let sets = CharacterSets(client: client, connection: connection, server: server)
            if sets != characterSets {
                characterSets = sets
                write(sets, to: &text)
            }
        }
        guard !variables.characterSetCollations.isEmpty, variables.characterSetCollations != collations else { return }
        collations = variables.characterSetCollations
        text.append("SET @@session.character_set_collations='")
        for (index, entry) in collations.enumerated() {
            if index > 0 { text.append(",") }
            let collation = Collation(rawValue: UInt32(entry.collation))
            text.append(text: Collation(rawValue: UInt32(entry.characterSet)).characterSet?.name ?? "")
            text.append("=")
            text.append(text: collation.serverName(inMariaDB: true) ?? "\(entry.collation)")
        }
        text.append("'/*!*/;\n")
    }

    private func write(_ sets: CharacterSets, to text: inout TextWriter) {
        let client = Collation(rawValue: UInt32(sets.client)).characterSet
        if let client {
            text.append("/*!\\C ")
            text.append(text: client.name)
            text.append(" *//*!*/;\n")
        }
        text.append("SET @@session.character_set_client=")
        if isMariaDB, let client {
            text.append(text: client.name)
        } else {
            text.append(UInt64(sets.client))
        }
        text.append(",")
        set("@@session.collation_connection=", sets.connection, ",", to: &text)
        set("@@session.collation_server=", sets.server, "/*!*/;\n", to: &text)
    }

    /// Appends the character sets under which the assignment of a user variable is read.
    ///
    /// The name is utf8mb3; a number takes the collation that the event tells.
    func beginUserVariable(_ variable: borrowing UserVarEvent, to text: inout TextWriter) {
        var connection: UInt16 = 33
        switch variable.kind {
        case .real, .integer, .decimal: connection = UInt16(truncatingIfNeeded: variable.collationID)
        case nil, .string, .row: break
        }
        write(CharacterSets(client: 33, connection: connection, server: 33), to: &text)
    }

    /// Appends the character sets that were in force before the assignment.
    func endUserVariable(to text: inout TextWriter) {
        if let characterSets { write(characterSets, to: &text) }
    }

    /// Appends what of a transaction of MariaDB differs from the one before.
    mutating func write(_ gtid: borrowing MariaDBGTIDEvent, to text: inout TextWriter) {
        let isParallel = gtid.flags.contains(.allowParallel)
        if isParallel != self.isParallel {
            self.isParallel = isParallel
            text.append("/*M!100101 SET @@session.skip_parallel_replication=")
            text.append(isParallel ? "0*//*!*/;\n" : "1*//*!*/;\n")
        }
        if gtid.gtid.domain != domain {
            domain = gtid.gtid.domain
            set("/*M!100001 SET @@session.gtid_domain_id=", gtid.gtid.domain, "*//*!*/;\n", to: &text)
        }
        if gtid.gtid.server != server {
            server = gtid.gtid.server
            set("/*M!100001 SET @@session.server_id=", gtid.gtid.server, "*//*!*/;\n", to: &text)
        }
        set("/*M!100001 SET @@session.gtid_seq_no=", gtid.gtid.sequence, "*//*!*/;\n", to: &text)
    }

    /// Appends whether the events that follow were logged under `skip_replication`, where that changed.
    mutating func writeSkipReplication(_ header: EventHeader, to text: inout TextWriter) {
        switch header.type {
        case .formatDescription, .rotate, .stop, .mariaDBGTIDList, .binlogCheckpoint, .startEncryption: return
        default: break
        }
        let skips = header.flags.contains(.skipReplication)
        guard skips != skipsReplication else { return }
        skipsReplication = skips
        text.append(skips ? "/*!50521 SET skip_replication=1*//*!*/;\n" : "/*!50521 SET skip_replication=0*//*!*/;\n")
    }
}
