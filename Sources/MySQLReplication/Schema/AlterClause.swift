// SPDX-License-Identifier: Apache-2.0

/// What one of the clauses of an ALTER TABLE does.
enum AlterClause {
    case keepsColumns
    case changesColumns
    case renames(TableName)
    case makes(TableName)
    case swallows(TableName)
    /// Rows come or go, by partition or file, and perhaps to or from another table; columns stay.
    case movesRows(TableName?)

    /// Reads up to the comma behind the clause, or the end.
    init?(_ scanner: inout SQLScanner, parser: DefinitionParser) {
        if scanner.take("RENAME") {
            if scanner.isAt("COLUMN") {
                self = .changesColumns
            } else if scanner.isAt("INDEX") || scanner.isAt("KEY") {
                self = .keepsColumns
            } else {
                _ = scanner.take("TO") || scanner.take("AS") || scanner.take(sign: "=")
                guard let name = parser.table(&scanner) else { return nil }
                self = .renames(name)
            }
        } else if scanner.take("CONVERT") {
            self = .changesColumns
            if scanner.take("PARTITION") {
                guard scanner.identifier() != nil, scanner.take(["TO", "TABLE"]), let name = parser.table(&scanner)
                else { return nil }
                self = .makes(name)
            } else if scanner.take("TABLE") {
                guard let name = parser.table(&scanner) else { return nil }
                self = .swallows(name)
            }
        } else if AlterClause.isOfPartitions(scanner) {
            guard let clause = AlterClause.ofPartitions(&scanner, parser: parser) else { return nil }
            self = clause
        } else if scanner.isAt("DISCARD") || scanner.isAt("IMPORT") {
            self = .movesRows(nil)
        } else {
            self = AlterClause.keepsColumns(&scanner) ? .keepsColumns : .changesColumns
        }
        AlterClause.skip(&scanner)
    }

    /// Whether the clause leaves columns and primary key as they are.
    private static func keepsColumns(_ scanner: inout SQLScanner) -> Bool {
        if scanner.take("ADD") {
            if scanner.take("CONSTRAINT"), !isConstraint(scanner) { _ = scanner.identifier() }
            return scanner.isAt("INDEX") || scanner.isAt("KEY") || scanner.isAt("FULLTEXT") || scanner.isAt("SPATIAL")
                || isConstraint(scanner) && !scanner.isAt("PRIMARY")
        }
        if scanner.take("DROP") {
            if scanner.take("FOREIGN") || scanner.take("CHECK") { return true }
            guard scanner.take("INDEX") || scanner.take("KEY") else { return false }
            _ = scanner.take(["IF", "EXISTS"])
            // The index of that name is the primary key.
            return scanner.identifier()?.uppercased() != "PRIMARY"
        }
        let harmless: Set = [
            "ALGORITHM", "AUTO_INCREMENT", "COMMENT", "DISABLE", "ENABLE", "LOCK",
            "STATS_AUTO_RECALC", "STATS_PERSISTENT", "STATS_SAMPLE_PAGES", "VALIDATION", "WITHOUT",
        ]
        return scanner.keyword.map { harmless.contains($0) } ?? false
    }

    /// Reads a clause on partitions up to the end: nothing follows it, and its commas stand between their names.
    private static func ofPartitions(_ scanner: inout SQLScanner, parser: DefinitionParser) -> AlterClause? {
        let exchanges = scanner.isAt("EXCHANGE")
        let moves =
            exchanges || scanner.isAt("DROP") || scanner.isAt("TRUNCATE") || scanner.isAt("DISCARD")
            || scanner.isAt("IMPORT")
        var other: TableName?
        while scanner.token != .end, scanner.token != .broken {
            if exchanges, scanner.take(["WITH", "TABLE"]) {
                guard let name = parser.table(&scanner) else { return nil }
                other = name
            } else {
                scanner.advance()
            }
        }
        guard moves else { return .keepsColumns }
        return exchanges && other == nil ? nil : .movesRows(other)
    }

    /// Whether the clause is about partitions: `DROP PARTITION`, `PARTITION BY`, `REMOVE PARTITIONING` and the like.
    private static func isOfPartitions(_ scanner: SQLScanner) -> Bool {
        if scanner.isAt("PARTITION") { return true }
        let verbs = [
            "ADD", "ANALYZE", "CHECK", "COALESCE", "DISCARD", "DROP", "EXCHANGE", "IMPORT", "OPTIMIZE", "REBUILD",
            "REMOVE",
            "REORGANIZE", "REPAIR", "TRUNCATE",
        ]
        guard let verb = scanner.keyword, verbs.contains(verb) else { return false }
        var ahead = scanner
        ahead.advance()
        return ahead.isAt("PARTITION") || ahead.isAt("PARTITIONING")
    }

    private static func isConstraint(_ scanner: SQLScanner) -> Bool {
        scanner.isAt("UNIQUE") || scanner.isAt("FOREIGN") || scanner.isAt("CHECK") || scanner.isAt("PRIMARY")
    }

    /// Goes behind the next comma that stands in no parentheses.
    private static func skip(_ scanner: inout SQLScanner) {
        var depth = 0
        while scanner.token != .end, scanner.token != .broken {
            if scanner.take(sign: "(") {
                depth += 1
            } else if scanner.take(sign: ")") {
                depth -= 1
            } else if depth == 0, scanner.take(sign: ",") {
                return
            } else {
                scanner.advance()
            }
        }
    }
}
