// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// What a statement does to the columns of tables.
public enum DefinitionChange: Sendable, Hashable {
    /// A table is made; `onlyIfMissing` says that nothing happens where there is one of that name.
    case create(TableName, onlyIfMissing: Bool)
    /// Columns of a table change, or may.
    case alter(TableName)
    /// A table is gone.
    case drop(TableName)
    /// A table has another name.
    case rename(TableName, to: TableName)
    /// All tables of a database are gone.
    case dropDatabase(String)
    /// Nobody can tell which tables change: any may.
    case unknown

    /// Whether the columns that stand behind this name may be others afterwards; `foldsCase` says that the server does
    /// not tell the case of names apart.
    public func affects(_ table: TableName, foldsCase: Bool = false) -> Bool {
        func isIt(_ name: TableName) -> Bool { foldsCase ? name.folded == table.folded : name == table }
        switch self {
        case .create(let name, let onlyIfMissing): return !onlyIfMissing && isIt(name)
        case .alter(let name), .drop(let name): return isIt(name)
        case .rename(let old, let new): return isIt(old) || isIt(new)
        case .dropDatabase(let database):
            return foldsCase ? database.lowercased() == table.database.lowercased() : database == table.database
        case .unknown: return true
        }
    }
}

/// A change of definitions as it stands in the log.
public struct LoggedDefinitionChange: Sendable, Hashable, CustomStringConvertible {
    /// What is changed.
    public var change: DefinitionChange
    /// Where the statement's event begins.
    public var position: BinlogFilePosition
    /// The statement; long ones are cut.
    public var statement: String

    /// Puts them together.
    public init(_ change: DefinitionChange, at position: BinlogFilePosition, statement: String) {
        self.change = change
        self.position = position
        self.statement = statement
    }

    /// The place and the statement.
    public var description: String { "\(statement) at \(position)" }
}
