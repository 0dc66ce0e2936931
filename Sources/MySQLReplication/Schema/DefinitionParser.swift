// SPDX-License-Identifier: Apache-2.0

/// Finds the tables that a statement gives other columns, or other rows that no row events tell; leaves everything else unread.
///
/// Source: MySQL 9.7, Reference Manual, "Data Definition Statements"; MariaDB, "Data Definition Statements".
struct DefinitionParser {
    /// The default database; empty where there is none.
    let database: String
    /// The statement's first keyword, in capitals, behind `SET STATEMENT … FOR` and parentheses; nil where it has none.
    private(set) var verb: String?
    /// Tables whose rows come or go without row events.
    private(set) var unloggedRows: [TableName] = []

    init(database: String) {
        self.database = database
    }

    /// What the statement does; `[.unknown]` where it is not understood.
    mutating func changes(_ scanner: inout SQLScanner) -> [DefinitionChange] {
        // Parentheses begin queries.
        var isQuery = false
        while scanner.take(sign: "(") { isQuery = true }
        verb = scanner.keyword
        guard let verb else {
            // Nothing at all is a comment, which servers write as a filler.
            return scanner.token == .end ? [] : [.unknown]
        }
        guard !isQuery else { return [] }
        scanner.advance()
        switch verb {
        case "CREATE": return create(&scanner) ?? [.unknown]
        case "ALTER": return alter(&scanner) ?? [.unknown]
        case "DROP": return drop(&scanner) ?? [.unknown]
        case "RENAME": return rename(&scanner) ?? [.unknown]
        case "SET": return set(&scanner)
        case "TRUNCATE": return truncate(&scanner) ? [] : [.unknown]
        case _ where DefinitionParser.harmlessVerbs.contains(verb): return []
        default: return [.unknown]
        }
    }

    private static let harmlessVerbs: Set = [
        "ANALYZE", "BEGIN", "BINLOG", "CACHE", "CALL", "CHANGE", "CHECK", "CHECKSUM", "COMMIT", "DELETE", "DEALLOCATE",
        "DESC", "DESCRIBE", "DO", "EXECUTE", "EXPLAIN", "FLUSH", "GRANT", "HANDLER", "INSERT", "INSTALL", "KILL",
        "LOAD",
        "LOCK", "OPTIMIZE", "PREPARE", "PURGE", "RELEASE", "REPAIR", "REPLACE", "RESET", "REVOKE", "ROLLBACK",
        "SAVEPOINT",
        "SELECT", "SHOW", "SIGNAL", "START", "STOP", "TABLE", "UNINSTALL", "UNLOCK", "UPDATE", "USE",
        "VALUES",
        "WITH", "XA",
    ]

    /// Things that are made, altered and dropped, and have no columns in row events.
    private static let otherThings: Set = [
        "AGGREGATE", "ALGORITHM", "COLLATION", "DEFINER", "EVENT", "FUNCTION", "INSTANCE", "JSON", "LIBRARY", "LOGFILE",
        "PACKAGE", "PROCEDURE", "RESOURCE", "ROLE", "SERVER", "SPATIAL", "SQL", "TABLESPACE", "TRIGGER", "UNDO", "USER",
        "VIEW",
    ]

    /// MariaDB's `SET STATEMENT variable=value, … FOR statement`.
    private mutating func set(_ scanner: inout SQLScanner) -> [DefinitionChange] {
        guard scanner.take("STATEMENT") else { return [] }
        while !scanner.take("FOR") {
            guard scanner.token != .end, scanner.token != .broken else { return [.unknown] }
            scanner.advance()
        }
        return changes(&scanner)
    }

    private mutating func truncate(_ scanner: inout SQLScanner) -> Bool {
        _ = scanner.take("TABLE")
        guard let name = table(&scanner) else { return false }
        unloggedRows.append(name)
        return true
    }

    /// A name with or without its database; nil where there is none, or the database is not known.
    func table(_ scanner: inout SQLScanner) -> TableName? {
        // `.t` is the table of the default database.
        let hasPoint = scanner.take(sign: ".")
        guard let first = scanner.identifier() else { return nil }
        if !hasPoint, scanner.take(sign: ".") {
            return scanner.identifier().map { TableName(database: first, table: $0) }
        }
        return database.isEmpty ? nil : TableName(database: database, table: first)
    }

    private mutating func create(_ scanner: inout SQLScanner) -> [DefinitionChange]? {
        let replaces = scanner.take(["OR", "REPLACE"])
        let isTemporary = scanner.take("TEMPORARY")
        if scanner.take("DATABASE") || scanner.take("SCHEMA") {
            // MariaDB's OR REPLACE drops the database first.
            guard replaces else { return [] }
            return scanner.identifier().map { [.dropDatabase($0)] }
        }
        guard scanner.take("TABLE") || scanner.take("SEQUENCE") else { return isOther(&scanner) ? [] : nil }
        if isTemporary { return [] }
        let onlyIfMissing = scanner.take(["IF", "NOT", "EXISTS"])
        guard let name = table(&scanner) else { return nil }
        if replaces || DefinitionParser.isFilled(&scanner) { unloggedRows.append(name) }
        return [.create(name, onlyIfMissing: onlyIfMissing)]
    }

    /// Whether the statement itself gives the new table its rows, as it does where they are not logged (by format STATEMENT).
    private static func isFilled(_ scanner: inout SQLScanner) -> Bool {
        while scanner.token != .end, scanner.token != .broken {
            if scanner.isAt("SELECT") || scanner.isAt("TABLE") { return true }
            if scanner.take("VALUES"), scanner.isAt("ROW") { return true }
            scanner.advance()
        }
        return false
    }

    /// Whether what follows has no columns in row events: indices, views, routines and the like.
    private func isOther(_ scanner: inout SQLScanner) -> Bool {
        for word in ["ONLINE", "OFFLINE", "UNIQUE", "FULLTEXT", "SPATIAL", "VECTOR"] where scanner.take(word) {
            if scanner.isAt("INDEX") || scanner.isAt("REFERENCE") { return true }
        }
        guard let word = scanner.keyword else { return false }
        return word == "INDEX" || DefinitionParser.otherThings.contains(word)
    }

    private func drop(_ scanner: inout SQLScanner) -> [DefinitionChange]? {
        let isTemporary = scanner.take("TEMPORARY")
        if scanner.take("DATABASE") || scanner.take("SCHEMA") {
            _ = scanner.take(["IF", "EXISTS"])
            return scanner.identifier().map { [.dropDatabase($0)] }
        }
        if scanner.take("PREPARE") { return [] }
        guard scanner.take("TABLE") || scanner.take("TABLES") || scanner.take("SEQUENCE") else {
            return isOther(&scanner) ? [] : nil
        }
        if isTemporary { return [] }
        _ = scanner.take(["IF", "EXISTS"])
        var changes: [DefinitionChange] = []
        repeat {
            guard let name = table(&scanner) else { return nil }
            changes.append(.drop(name))
        } while scanner.take(sign: ",")
        return changes
    }

    private func rename(_ scanner: inout SQLScanner) -> [DefinitionChange]? {
        guard scanner.take("TABLE") || scanner.take("TABLES") else { return scanner.isAt("USER") ? [] : nil }
        _ = scanner.take(["IF", "EXISTS"])
        var changes: [DefinitionChange] = []
        repeat {
            guard let old = table(&scanner) else { return nil }
            wait(&scanner)
            guard scanner.take("TO"), let new = table(&scanner) else { return nil }
            changes.append(.rename(old, to: new))
        } while scanner.take(sign: ",")
        return changes
    }

    /// MariaDB's `WAIT n` and `NOWAIT`.
    private func wait(_ scanner: inout SQLScanner) {
        if scanner.take("WAIT") {
            scanner.advance()
        } else {
            _ = scanner.take("NOWAIT")
        }
    }

    private mutating func alter(_ scanner: inout SQLScanner) -> [DefinitionChange]? {
        _ = scanner.take("ONLINE") || scanner.take("OFFLINE")
        let dropsDuplicates = scanner.take("IGNORE")
        // The default character set of a database is one of tables to come; a sequence keeps its columns.
        if scanner.isAt("DATABASE") || scanner.isAt("SCHEMA") || scanner.isAt("SEQUENCE") { return [] }
        guard scanner.take("TABLE") else { return isOther(&scanner) ? [] : nil }
        _ = scanner.take(["IF", "EXISTS"])
        guard let name = table(&scanner) else { return nil }
        wait(&scanner)
        var changes: [DefinitionChange] = []
        var keepsColumns = true
        if dropsDuplicates { unloggedRows.append(name) }
        while scanner.token != .end {
            guard scanner.token != .broken, let clause = AlterClause(&scanner, parser: self) else { return nil }
            switch clause {
            case .keepsColumns: break
            case .changesColumns: keepsColumns = false
            case .renames(let new): changes.append(.rename(name, to: new))
            case .makes(let new):
                changes.append(.create(new, onlyIfMissing: false))
                unloggedRows += [name, new]
            case .swallows(let old):
                changes.append(.drop(old))
                unloggedRows.append(name)
            case .movesRows(let other): unloggedRows += [name] + (other.map { [$0] } ?? [])
            }
        }
        return keepsColumns ? changes : [.alter(name)] + changes
    }
}
