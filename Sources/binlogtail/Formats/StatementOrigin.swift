// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// Who changed rows, by which statement and with which variables, as far as the log tells.
struct StatementOrigin {
    private var facts = TransactionFacts()
    /// Variables that were logged for the statement to come, each with a comma in front.
    private var variables = TextWriter()
    /// Whether something was learnt that was not told yet.
    private var isNew = false

    /// The connection; nil where the log does not tell.
    var thread: UInt32? { facts.thread }
    /// The statement behind the rows; nil where the log does not tell.
    var statement: [UInt8]? { facts.statement }

    /// Takes the next event.
    mutating func accept(_ event: borrowing BinlogEvent) {
        facts.accept(event)
        switch event.body {
        case .gtid, .mariaDBGTID:
            isNew = true
            variables.removeAll()
        case .query, .rowsQuery, .annotateRows: isNew = true
        case .intVar(let variable):
            variables.append(text: ", \(variable.name.map { "\($0)" } ?? "\(variable.kind)")=")
            variables.append(variable.value)
        case .rand(let rand):
            variables.append(text: ", RAND_SEED1=\(rand.seed1), RAND_SEED2=\(rand.seed2)")
        case .userVar(let variable):
            variables.append(", @")
            EventLine.oneLine(variable.name, &variables)
            variables.append("=")
            if let kind = variable.kind {
                UserVariableText.value(of: variable, kind, to: &variables)
            } else {
                variables.append("null")
            }
        default: break
        }
    }

    /// Whether the rows at hand are the first of which this is to be told.
    mutating func takeNews() -> Bool {
        defer { isNew = false }
        return isNew && (facts.thread != nil || facts.statement != nil)
    }

    /// Appends ` (thread 12, @a=1)`, and forgets the variables, which are those of one statement.
    mutating func writeSession(to text: inout TextWriter) {
        guard facts.thread != nil || variables.count > 0 else { return }
        text.append(" (")
        if let thread = facts.thread { text.append(text: "thread \(thread)") }
        text.append(copying: variables.span.extracting((facts.thread == nil ? min(2, variables.count) : 0)...))
        text.append(")")
        variables.removeAll()
    }
}
