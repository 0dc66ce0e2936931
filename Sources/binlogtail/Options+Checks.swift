// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import MySQLBinlog
import MySQLTypes

extension Options {
    /// Refuses what cannot be meant.
    func validate() throws {
        _ = try filter()
        _ = try hints()
        try validateRowFilter()
        _ = try moment(stopDatetime, "--stop-datetime")
        if verifyBinlogChecksum, skipVerifyBinlogChecksum {
            throw ValidationError("--verify-binlog-checksum and --skip-verify-binlog-checksum exclude each other")
        }
        guard !explain || [.text, .json, .sql, .debezium].contains(format) else {
            let advice =
                switch format {
                case .mysqlbinlog: ", which tells statements and connections anyway"
                case .maxwell: ": see --output query and --output thread_id"
                default: ""
                }
            throw ValidationError("--explain does not go with --format \(format.rawValue)\(advice)")
        }
        guard statistics.stats == nil || [.text, .json].contains(format) else {
            throw ValidationError("--stats writes no changes, so that --format \(format.rawValue) does not go with it")
        }
        try validateLive()
        guard files.filter({ $0 == "-" }).count <= 1 else {
            throw ValidationError("standard input (-) can be read once only")
        }
    }

    /// The filter that the options ask for.
    func filter() throws -> EventFilter {
        EventFilter(
            databases: Set(database),
            included: try patterns(include, "--include"),
            excluded: try patterns(exclude, "--exclude"),
            start: try moment(startDatetime, "--start-datetime"),
            operations: Set(rowFilter.operation.map(\.operation)),
            gate: TransactionGate(rowFilter),
            rows: RowFilter(rowFilter)
        )
    }

    private func validateRowFilter() throws {
        for text in rowFilter.where where RowCondition(text) == nil {
            throw ValidationError(
                "--where takes 'column = value' with =, !=, <, <=, > or >=, 'column is null', 'column is not null' or 'changed "
                    + "column', before. or after. before a column, not '\(text)'"
            )
        }
        if let text = rowFilter.includeGtids, GTIDChoice(text) == nil {
            throw ValidationError(
                "--include-gtids takes MySQL's GTIDs as 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-23 or MariaDB's as 0-1-100 or "
                    + "0-1-100..200, not '\(text)'"
            )
        }
        guard format != .mysqlbinlog || RowFilter(rowFilter).isOpen else {
            throw ValidationError(
                "--format mysqlbinlog shows whole events: --where, --primary-key and --columns do not go with it"
            )
        }
        guard sql.dryRunAgainst == nil || format == .undo && !isLive else {
            throw ValidationError("--dry-run-against goes with --format undo, and with files")
        }
        guard format != .sql && format != .undo || rowFilter.columns == nil else {
            throw ValidationError("--columns does not go with --format \(format.rawValue): see --exclude-column")
        }
    }

    private func patterns(_ texts: [String], _ option: String) throws -> [TablePattern] {
        try texts.map { text in
            guard let pattern = TablePattern(text) else {
                throw ValidationError("\(option) takes database.table, with * and ? as wild cards, not '\(text)'")
            }
            return pattern
        }
    }

    /// Seconds since 1970 UTC of a time option; nil where it was not given.
    func moment(_ text: String?, _ option: String) throws -> UInt32? {
        guard let text else { return nil }
        guard let seconds = LocalTime.seconds(of: text) else {
            throw ValidationError("\(option) takes a local time as '2024-02-29 23:59:59', not '\(text)'")
        }
        return seconds
    }

    /// What `--column-type` tells.
    func hints() throws -> ColumnHints {
        var hints = ColumnHints()
        for text in columnType {
            let sides = text.split(separator: "=", maxSplits: 1)
            let names = (sides.first ?? "").split(separator: ".")
            guard sides.count == 2, names.count == 3, let hint = ColumnHint(String(sides[1])) else {
                throw ValidationError(
                    "--column-type takes database.table.column=type with uuid, inet4, inet6, signed, unsigned, "
                        + "time(0) to time(6) or a character set as type, not '\(text)'"
                )
            }
            hints.set(hint, database: String(names[0]), table: String(names[1]), column: String(names[2]))
        }
        return hints
    }

    /// How the decoder is to read.
    func decoderOptions() throws -> BinlogDecoder.Options {
        var options = BinlogDecoder.Options()
        options.verifiesChecksums = !skipVerifyBinlogChecksum
        options.keepsUnknownEvents = onUnknown == .skip
        options.hints = try hints()
        return options
    }

    /// The keys of the files that the options name.
    func keys() throws(KeyFileError) -> BinlogKeys {
        var keys = BinlogKeys()
        if let mariadbKeys { keys.mariaDB = try KeyFiles.mariaDB(mariadbKeys) }
        if let mysqlKeyring { keys.mysql = try KeyFiles.mysql(mysqlKeyring) }
        return keys
    }
}

extension ColumnHint {
    /// Reads a type as `--column-type` takes it.
    fileprivate init?(_ text: String) {
        switch text.lowercased() {
        case "uuid": self = .uuid
        case "inet4": self = .inet4
        case "inet6": self = .inet6
        case "signed": self = .signed
        case "unsigned": self = .unsigned
        case let text:
            if let digits = ColumnHint.fraction(text) {
                self = .hiresTemporal(fractionalDigits: digits)
            } else if let set = MySQLTypes.CharacterSet(name: text) {
                self = .characterSet(set)
            } else {
                return nil
            }
        }
    }

    /// The digits of `time(3)`, `datetime(3)` or `timestamp(3)`.
    private static func fraction(_ text: String) -> Int? {
        guard let open = text.firstIndex(of: "("), text.hasSuffix(")"),
            ["time", "datetime", "timestamp"].contains(text[..<open]),
            let digits = Int(text[text.index(after: open)...].dropLast()), (0...6).contains(digits)
        else { return nil }
        return digits
    }
}
