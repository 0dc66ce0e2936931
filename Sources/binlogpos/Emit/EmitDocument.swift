// SPDX-License-Identifier: Apache-2.0

import ReplicationPositions

/// The statements as an object.
struct EmitDocument: Encodable {
    /// A statement or a remark.
    struct Line: Encodable {
        var step: String
        var sql: String?
        var remark: String?
    }

    var dialect: String
    var method: String
    var lines: [Line]

    /// Takes statements, of all steps or of one.
    init(_ statements: StartStatements, _ dialect: ReplicationDialect, only step: StartStatements.Step?) {
        self.dialect = dialect.rawValue
        method = statements.method.rawValue
        lines = statements.lines.filter { step == nil || $0.step == step }.map { line in
            Line(
                step: line.step.rawValue,
                sql: line.isActive ? line.text : nil,
                remark: line.isActive ? nil : line.text
            )
        }
    }
}
