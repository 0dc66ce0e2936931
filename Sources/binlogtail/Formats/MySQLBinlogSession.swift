// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// The settings that the output has put in force: only what changes is written again.
struct MySQLBinlogSession {
    /// The character sets of a session, as collations.
    struct CharacterSets: Hashable {
        var client: UInt16
        var connection: UInt16
        var server: UInt16
    }

    /// Version of the server that wrote the events, as 100502.
    var serverVersion = 0
    /// Whether that is MariaDB.
    var isMariaDB = false
    /// The default database.
    var database: [UInt8] = []

    var threadID: UInt32?
    var flags: UInt32?
    private var sqlMode: UInt64?
    private var increment: UInt16?
    private var offset: UInt16?
    var characterSets: CharacterSets?
    var collations: [StatusVariables.CharacterSetCollation] = []
    private var timeZone = ""
    private var timeNames: UInt16?
    private var databaseCollation: UInt16?
    private var defaultCollation: UInt16 = 0
    var isParallel: Bool?
    var domain: UInt32?
    var server: UInt32?
    var skipsReplication = false

    /// Appends the connection, where none was written or temporary tables depend on it.
    mutating func writeThread(_ thread: UInt32, _ eventFlags: EventFlags, to text: inout TextWriter) {
        guard threadID == nil || eventFlags.contains(.threadSpecific) && threadID != thread else { return }
        threadID = thread
        text.append("SET @@session.pseudo_thread_id=")
        text.append(UInt64(thread))
        text.append("/*!*/;\n")
    }

    /// Appends the settings that changed.
    mutating func write(_ variables: borrowing StatusVariables, to text: inout TextWriter) {
        if let flags = variables.flags { write(flags: flags, to: &text) }
        if let mode = variables.sqlMode, mode != sqlMode {
            sqlMode = mode
            // Modes that servers since 8.0.5 refuse are taken away there.
            let isObsolete = !isMariaDB && mode & 0x1003_ff00 != 0
            set("SET @@session.sql_mode=", mode, isObsolete ? "/*!80005 &~0x1003ff00*/" : "", to: &text)
            text.append("/*!*/;\n")
        }
        let increment = variables.autoIncrementIncrement ?? 1
        let offset = variables.autoIncrementOffset ?? 1
        if increment != self.increment || offset != self.offset {
            self.increment = increment
            self.offset = offset
            set("SET @@session.auto_increment_increment=", increment, ", ", to: &text)
            set("@@session.auto_increment_offset=", offset, "/*!*/;\n", to: &text)
        }
        writeCharacterSets(variables, to: &text)
        if let zone = variables.timeZone, zone != timeZone {
            timeZone = zone
            text.append("SET @@session.time_zone='")
            text.append(text: zone)
            text.append("'/*!*/;\n")
        }
        let names = variables.timeNames ?? 0
        if names != timeNames {
            timeNames = names
            set("SET @@session.lc_time_names=", names, "/*!*/;\n", to: &text)
        }
        let collation = variables.databaseCollation ?? 0
        if collation != databaseCollation {
            databaseCollation = collation
            if collation == 0 {
                text.append("SET @@session.collation_database=DEFAULT/*!*/;\n")
            } else {
                set("SET @@session.collation_database=", collation, "/*!*/;\n", to: &text)
            }
        }
        writeRest(variables, to: &text)
    }

    /// Appends the settings that only newer servers of MySQL tell.
    private mutating func writeRest(_ variables: borrowing StatusVariables, to text: inout TextWriter) {
        if let value = variables.explicitDefaultsForTimestamp {
            set("SET @@session.explicit_defaults_for_timestamp=", value, "/*!*/;\n", to: &text)
        }
        let collation = variables.defaultCollationForUTF8MB4 ?? 0
        if collation != defaultCollation {
            defaultCollation = collation
            if collation != 0 {
                set("/*!80011 SET @@session.default_collation_for_utf8mb4=", collation, "*//*!*/;\n", to: &text)
            }
        }
        if let value = variables.requirePrimaryKey {
            set("/*!80013 SET @@session.sql_require_primary_key=", value, "*//*!*/;\n", to: &text)
        }
        if let value = variables.defaultTableEncryption {
            set("/*!80016 SET @@session.default_table_encryption=", value, "*//*!*/;\n", to: &text)
        }
    }

    /// An option that is one bit of the flags of a statement.
    private struct Option {
        var mask: UInt32
        var name: StaticString
        /// Whether the option is on where the bit is not set.
        var isInverted: Bool
    }

    private var options: [Option] {
        var options = [
            Option(mask: 1 << 26, name: "@@session.foreign_key_checks=", isInverted: true),
            Option(mask: 1 << 14, name: "@@session.sql_auto_is_null=", isInverted: false),
            Option(mask: 1 << 27, name: "@@session.unique_checks=", isInverted: true),
            Option(mask: 1 << 19, name: "@@session.autocommit=", isInverted: true),
        ]
        guard isMariaDB else { return options }
        options += [
            Option(mask: 1 << 15, name: "@@session.check_constraint_checks=", isInverted: true),
            Option(mask: 1 << 28, name: "@@session.sql_if_exists=", isInverted: false),
            Option(mask: 1 << 24, name: "@@session.explicit_defaults_for_timestamp=", isInverted: false),
            Option(mask: 1 << 30, name: "@@session.system_versioning_insert_history=", isInverted: false),
        ]
        return options
    }

    /// Bits that the server writes; those of others say nothing the first time.
    ///
    /// Source: MariaDB 11.8, `sql/log_event.cc`, `Format_description_log_event::deduct_options_written_to_bin_log`.
    private var writtenOptions: UInt32 {
        var mask = UInt32.max
        guard isMariaDB else { return mask }
        if serverVersion < 100_502 { mask &= ~(1 << 28) }
        let firsts = [100_517, 100_609, 100_705, 100_804, 100_902]
        let first = firsts.first { $0 / 100 == serverVersion / 100 } ?? 100_500
        if serverVersion < first { mask &= ~(1 << 24) }
        return mask
    }

    private mutating func write(flags: UInt32, to text: inout TextWriter) {
        let changed = self.flags.map { $0 ^ flags } ?? writtenOptions
        self.flags = flags
        guard changed != 0 else { return }
        text.append("SET ")
        var isFirst = true
        for option in options where changed & option.mask != 0 {
            if !isFirst { text.append(", ") }
            isFirst = false
            text.append(option.name)
            text.append((flags & option.mask != 0) != option.isInverted ? "1" : "0")
        }
        text.append("/*!*/;\n")
    }

    /// Appends an assignment.
    func set(
        _ name: StaticString,
        _ value: some UnsignedInteger,
        _ end: StaticString,
        to text: inout TextWriter
    ) {
        text.append(name)
        text.append(UInt64(value))
        text.append(end)
    }
}
