// SPDX-License-Identifier: Apache-2.0

import ChangeReplay
import CommandLineKit
import MySQLClient
import MySQLReplication
import MySQLTypes
import ReplaySinkMySQL

#if PostgreSQL
import ReplaySinkPostgres
#endif
#if SQLite
import ReplaySinkSQLite
#endif

extension RunCommand {
    /// The groups of option files that are read.
    private static let groups = OptionGroups(tool: "cdcreplay", standingInFor: ["mysqlbinlog", "mariadb-binlog"])

    /// The server that changes come from; nil where they come from files.
    func sourceServer(_ selection: OptionFileSelection) throws -> MySQLConnection.Configuration? {
        guard sourceFiles.isEmpty else {
            guard source == nil, !connection.isGiven else {
                throw UsageError("--source-files and a server exclude each other")
            }
            guard startFrom == nil || startFrom == "earliest" else {
                throw UsageError("files are read from their beginning: leave --start-from out")
            }
            return nil
        }
        guard source != nil || connection.isGiven else {
            throw UsageError("say what to replay: --source SERVER, or --source-files FILE...")
        }
        return try server(selection)
    }

    /// Where changes come from: a server, or the files of `--source-files`.
    func replaySource(_ server: MySQLConnection.Configuration?) throws -> ReplaySource {
        guard let server else { return .files(sourceFiles) }
        var options = BinlogSource.Options()
        options.stopsAtEnd = stopAtEnd
        options.describesTables = true
        options.notices = { SourceNotices.tell($0) }
        return .server(BinlogSource(server, from: try start(), options: options))
    }

    private func server(_ selection: OptionFileSelection) throws -> MySQLConnection.Configuration {
        let environment = ProcessEnvironment.variables
        let defaults = try OptionDefaults(selection, groups: RunCommand.groups, environment: environment)
        for warning in defaults.warnings { StandardError.print("cdcreplay: \(warning)") }
        if let word = defaults.words.first(where: { !$0.isLoose }) {
            throw ConnectionOptionError(
                "no option about connections, which are all that is read here",
                origin: word.origin
            )
        }
        var settings = defaults.settings
        try connection.apply(to: &settings)
        if let source { _ = try settings.apply(source: source, groups: RunCommand.groups) }
        for warning in settings.warnings { StandardError.print("cdcreplay: \(warning)") }
        return try settings.configuration(asking: { try PasswordPrompt.read($0) })
    }

    /// Where a new task begins.
    private func start() throws -> StartPosition {
        switch startFrom {
        case nil, "now": return .now
        case "earliest": return .earliest
        case let text?:
            if let place = BinlogFilePosition(text) { return .file(place) }
            // What is no set of one family may be a position of the other, or a file.
            if let set = try? GTIDSet(text), !set.isEmpty { return .after(set) }
            if let position = try? MariaDBGTIDPosition(text), !position.isEmpty { return .afterMariaDB(position) }
            let file = ResumeFile(path: text)
            do {
                guard let record = try file.read() else {
                    throw UsageError("--start-from: '\(text)' is no place, no GTIDs, and no file")
                }
                return .resume(try file.point(of: record))
            } catch let error as ResumeFileError {
                throw UsageError("--start-from: \(error)")
            }
        }
    }

    /// How the replay is done.
    func options() throws -> ReplayOptions {
        var options = ReplayOptions()
        guard !task.isEmpty, task.utf8.count <= 64 else { throw UsageError("--task takes a name of 1 to 64 bytes") }
        options.task = task
        guard (1...64).contains(workers) else { throw UsageError("--workers takes a number from 1 to 64") }
        options.workers = workers
        guard (1...10_000_000).contains(batchRows) else { throw UsageError("--batch-rows takes a number from 1 on") }
        if applyMode == .batched {
            var window = ReplayOptions.Window()
            window.rows = batchRows
            options.window = window
        }
        let patterns = try tables.flatMap { $0.split(separator: ",").map(String.init) }.map { text in
            guard let pattern = TablePattern(text) else {
                throw UsageError("--tables takes DATABASE.TABLE with * and ?, not '\(text)'")
            }
            return pattern
        }
        options.selects = { table in
            if patterns.isEmpty { return !RunCommand.systemSchemas.contains(table.database) }
            return patterns.contains { $0.matches(database: table.database, table: table.table) }
        }
        options.selectsDatabase = { database in
            if patterns.isEmpty { return !RunCommand.systemSchemas.contains(database) }
            return patterns.contains { $0.database.matches(database) }
        }
        options.createsTables = createTables
        options.ignoresDefinitions = ddl == .ignore
        options.waitsForTarget = !failFast
        if let until {
            guard let place = BinlogFilePosition(until) else {
                throw UsageError("--until takes FILE:POSITION, not '\(until)'")
            }
            options.until = place
        }
        options.policies = policies.policies
        options.notices = { ReplayNotices.tell($0) }
        return options
    }

    /// What belongs to the servers themselves, and to replays into the source.
    private static let systemSchemas: Set = ["mysql", "sys", "information_schema", "performance_schema", "cdcreplay"]

    /// Where changes go to.
    func sink() throws -> any Sink {
        let parts = target.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw UsageError(
                "--target takes sqlite:FILE, mysql://USER@HOST:PORT or postgres://USER@HOST/DATABASE, not "
                    + "'\(target.prefix(20))'"
            )
        }
        switch parts[0] {
        #if SQLite
        case "sqlite":
            try policies.checkValuesKept(by: "SQLite")
            return SQLiteSink(path: parts[1])
        #endif
        #if PostgreSQL
        case "postgres", "postgresql":
            var options = PostgresSink.Options()
            if let choice = policies.zeroDate {
                options.zeroDates =
                    switch choice {
                    case .stop: .stop
                    case .null: .null
                    case .text: .text
                    }
            }
            options.nulBytes = policies.nulByte == .strip ? .strip : .stop
            do throws(SinkError) {
                return try PostgresSink(target, options: options)
            } catch {
                throw UsageError("--target: \(error)")
            }
        #endif
        case "mysql", "mariadb":
            try policies.checkValuesKept(by: "MySQL or MariaDB")
            var settings = try ConnectionSettings(environment: ProcessEnvironment.variables)
            _ = try settings.apply(source: target, groups: RunCommand.groups)
            return MySQLSink(try settings.configuration(asking: { try PasswordPrompt.read($0) }))
        default:
            throw UsageError(
                "'\(parts[0])' is no target that this cdcreplay was built with; sqlite:FILE, mysql://… and postgres://… are"
            )
        }
    }
}
