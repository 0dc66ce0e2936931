// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

/// The statements that start replication at a place, and those around it.
///
/// ```swift
/// let statements = try StartStatements(StartRequest(dialect: .mysql84, point: point))
/// print(statements.sql)
/// ```
///
/// The password is left as ``passwordPlaceholder``.
public struct StartStatements: Sendable, Hashable {
    /// What a statement is for; the raw value is stable, for programs.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// What is to be done on the source first.
        case source
        /// Stops what runs.
        case stop
        /// Sets where to begin.
        case set
        /// Starts.
        case start
        /// Shows whether it runs.
        case check
        /// Ends replication for good, later.
        case reset
    }

    /// A statement or a remark.
    public struct Line: Sendable, Hashable {
        /// What it is for.
        public var step: Step
        /// The statement without its semicolon, or the remark.
        public var text: String
        /// Whether it is to be run; else it is shown as a comment.
        public var isActive: Bool
    }

    /// What stands in place of the password.
    public static let passwordPlaceholder = "<password>"

    /// By what the place is told.
    public let method: StartRequest.Method
    /// The statements in the order in which they are run.
    public let lines: [Line]

    /// Makes the statements.
    ///
    /// - Throws: ``StartStatementError`` where something is missing, or the server cannot do it.
    public init(_ request: StartRequest) throws(StartStatementError) {
        method = try StartStatements.method(request)
        guard request.point.host != nil else {
            throw StartStatementError("the source's host is not known; name it by --source-host")
        }
        var maker = StatementMaker(request: request, method: method)
        try maker.make()
        lines = maker.lines
    }

    /// The statements as a script, of all steps or of one.
    public func sql(only step: Step? = nil) -> String {
        var text = ""
        var last: Step?
        for line in lines where step == nil || line.step == step {
            if let last, last != line.step { text += "\n" }
            last = line.step
            if line.isActive {
                text += line.text + ";\n"
            } else {
                text += line.text.split(separator: "\n").map { "-- \($0)\n" }.joined()
            }
        }
        return text
    }

    private static func method(_ request: StartRequest) throws(StartStatementError) -> StartRequest.Method {
        let understands = request.point.gtid.map { $0.flavour == request.dialect.flavour } ?? false
        switch request.method {
        case .gtid where request.point.gtid == nil:
            throw StartStatementError("no GTIDs are known of the place; give them, or take --method file")
        case .gtid where !understands:
            throw StartStatementError(
                "the GTIDs are another family's than \(request.dialect.rawValue), which does not know them; take --method file"
            )
        case .gtid: return .gtid
        case nil where understands: return .gtid
        case .file, nil:
            guard let file = request.point.file else {
                throw StartStatementError(
                    "no file and offset are known of the place; give them by --position FILE:OFFSET"
                )
            }
            guard file.offset <= UInt64(UInt32.max) else {
                throw StartStatementError("\(file) is beyond 4 GiB, where no replica can begin by file; use GTIDs")
            }
            return .file
        }
    }
}
