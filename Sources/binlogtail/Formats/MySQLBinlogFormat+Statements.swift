// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

extension MySQLBinlogFormat {
    mutating func write(
        _ query: borrowing QueryEvent,
        _ event: borrowing BinlogEvent,
        to text: inout TextWriter
    ) throws(BinlogError) {
        MySQLBinlogFormat.release(&heldVariables, to: &text)
        MySQLBinlogFormat.release(&heldStatement, to: &text)
        writeHeader(event, to: &text)
        text.append(event.header.type == .queryCompressed ? "\tQuery_compressed" : "\tQuery")
        try writeHead(query, event, to: &text)
        text.append(copying: query.sql)
        text.append("\n/*!*/;\n")
    }

    mutating func write(
        _ load: borrowing ExecuteLoadQueryEvent,
        _ event: borrowing BinlogEvent,
        to text: inout TextWriter
    ) throws(BinlogError) {
        MySQLBinlogFormat.release(&heldVariables, to: &text)
        writeHeader(event, to: &text)
        text.append("\tExecute_load_query")
        let query = load.query
        try writeHead(query, event, to: &text)
        let sql = query.sql
        // Both ends were checked against the statement when it was read.
        text.append(copying: sql.extracting(0..<Int(load.nameStart)))
        text.append(" LOCAL INFILE '/tmp/SQL_LOAD_MB-")
        text.append(text: String(load.fileID, radix: 16))
        text.append("-0'")
        if load.duplicates == 2 { text.append(" REPLACE") }
        text.append(" INTO")
        text.append(copying: sql.extracting(Int(load.nameEnd)...))
        text.append("\n/*!*/;\n# file_id: ")
        text.append(UInt64(load.fileID))
        text.append(" \n")
    }

    /// Appends what stands between a statement's header and its text: how it ran, and the settings that changed.
    private mutating func writeHead(
        _ query: borrowing QueryEvent,
        _ event: borrowing BinlogEvent,
        to text: inout TextWriter
    ) throws(BinlogError) {
        let variables: StatusVariables
        do throws(WireError) {
            variables = try query.statusVariables.decoded()
        } catch {
            throw BinlogError(.malformed(error), in: event.header.type, at: event.position)
        }
        text.append("\tthread_id=")
        text.append(UInt64(query.threadID))
        text.append("\texec_time=")
        text.append(UInt64(query.executionSeconds))
        text.append("\terror_code=")
        text.append(UInt64(query.errorCode))
        if dialect == .mariaDB {
            text.append("\txid=")
            text.append(variables.mariaDBXID ?? 0)
        } else if let xid = variables.ddlXID {
            text.append("\tXid = ")
            text.append(xid)
        }
        text.append("\n")
        writeUse(query, event.header, to: &text)
        text.append("SET TIMESTAMP=")
        text.append(UInt64(event.header.timestamp))
        if let microseconds = variables.microseconds, microseconds > 0 {
            text.append(".")
            text.append(UInt64(microseconds), minimumDigits: 6)
        }
        text.append("/*!*/;\n")
        session.writeThread(query.threadID, event.header.flags, to: &text)
        session.write(variables, to: &text)
    }

    /// Appends `use` where the default database changed.
    private mutating func writeUse(_ query: borrowing QueryEvent, _ header: EventHeader, to text: inout TextWriter) {
        guard !header.flags.contains(.suppressUse) else {
            if !MySQLBinlogStatement(query.sql).isControl { session.database = [] }
            return
        }
        let current = session.database
        guard !current.span.equals(query.database) else { return }
        session.database = Array(copying: query.database)
        guard !query.database.isEmpty else { return }
        text.append("use ")
        MySQLBinlogFormat.writeName(query.database, to: &text)
        text.append("/*!*/;\n")
    }

    /// Writes a variable of the statement that follows; MySQL's tool does so in front of the statement.
    mutating func writeVariable(_ event: borrowing BinlogEvent, to text: inout TextWriter) {
        guard dialect == .mysql else {
            writeVariableText(event, to: &text)
            return
        }
        var held = TextWriter()
        swap(&held, &heldVariables)
        writeVariableText(event, to: &held)
        swap(&held, &heldVariables)
    }

    private mutating func writeVariableText(_ event: borrowing BinlogEvent, to text: inout TextWriter) {
        writeHeader(event, to: &text)
        switch event.body {
        case .intVar(let variable):
            text.append("\tIntvar\nSET ")
            text.append(variable.name ?? "INVALID_INT")
            text.append("=")
            text.append(variable.value)
            text.append("/*!*/;\n")
        case .rand(let rand):
            text.append("\tRand\nSET @@RAND_SEED1=")
            text.append(rand.seed1)
            text.append(", @@RAND_SEED2=")
            text.append(rand.seed2)
            text.append("/*!*/;\n")
        case .userVar(let variable):
            text.append("\tUser_var\n")
            if dialect == .mysql { session.beginUserVariable(variable, to: &text) }
            text.append("SET @")
            MySQLBinlogFormat.writeName(variable.name, to: &text)
            text.append(":=")
            writeValue(variable, to: &text)
            text.append("/*!*/;\n")
            if dialect == .mysql { session.endUserVariable(to: &text) }
        default: break
        }
    }

    private func writeValue(_ variable: borrowing UserVarEvent, to text: inout TextWriter) {
        var reader = WireReader(variable.value)
        do throws(WireError) {
            switch variable.kind {
            case nil: text.append("NULL")
            case .real: PrintfNumber.write(shortest: try reader.double(), to: &text)
            case .integer:
                let value = try reader.uint64()
                if variable.isUnsigned { text.append(value) } else { text.append(Int64(bitPattern: value)) }
            case .decimal:
                let precision = Int(try reader.uint8())
                let scale = Int(try reader.uint8())
                try MySQLDecimal(from: &reader, precision: precision, scale: scale).write(to: &text)
            case .string, .row: writeString(variable, to: &text)
            }
        } catch {
            writeString(variable, to: &text)
        }
    }

    private func writeString(_ variable: borrowing UserVarEvent, to text: inout TextWriter) {
        let collation = Collation(rawValue: variable.collationID)
        let set = collation.characterSet
        if let set {
            text.append("_")
            text.append(text: set.name)
            text.append(" ")
        }
        if variable.value.isEmpty {
            text.append("\"\"")
        } else {
            text.append(dialect == .mariaDB ? "X'" : "0x")
            MySQLBinlogFormat.writeHex(variable.value, uppercase: true, to: &text)
            if dialect == .mariaDB { text.append("'") }
        }
        guard set != nil, let name = collation.serverName(inMariaDB: dialect == .mariaDB) else { return }
        text.append(" COLLATE `")
        text.append(text: name)
        text.append("`")
    }
}
