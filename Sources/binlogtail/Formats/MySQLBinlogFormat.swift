// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// What `mysqlbinlog -vv --base64-output=decode-rows` prints for MySQL's files, and `mariadb-binlog` for MariaDB's.
///
/// Where these tools print what is not the value, this format prints the value: `docs/decisions/0005-mysqlbinlog-format.md`.
struct MySQLBinlogFormat: EventFormat {
    /// The two tools.
    enum Dialect: Sendable, Hashable {
        case mysql
        case mariaDB
    }

    /// Rows of a statement are held back up to so many bytes of text, since the tools print them behind its last event.
    static let heldRowsLimit = 1 << 26

    /// Which tool's output is written; that of the first file's server.
    var dialect = Dialect.mysql
    /// Settings that the output has in force.
    var session = MySQLBinlogSession()
    var time = LocalTime()
    /// Events that come out behind their successor's position: variables of a statement, and MariaDB's statement of rows.
    var heldVariables = TextWriter()
    var heldStatement = TextWriter()
    /// Heads of rows events before the last of a statement of MariaDB.
    var heldHeads = TextWriter()
    /// Rows of the statement under way.
    var heldRows = HeldRows()
    var heldRowCount = 0
    /// The columns of the tables whose rows came last.
    var tables = PerTable<MySQLBinlogColumns>()
    /// End position of the transaction payload whose events come, and whether these are to show checksums.
    var payloadEnd: UInt32?
    var payloadHasChecksum = false
    /// Version of the server that wrote the events, as 80030.
    var serverVersion = 0

    private var isPreambleWritten = false
    private var isFileOpen = false
    private var isFirstDescription = true
    private var isInTransaction = false
    private var hasSeenGTID = false

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) throws(OutputError) {
        if isFileOpen, dialect == .mariaDB {
            try releaseRows(to: &output)
            output.text.append("DELIMITER ;\nDELIMITER /*!*/;\n")
            session = MySQLBinlogSession()
        }
        isFileOpen = true
    }

    mutating func finish(to output: inout OutputStream) throws(FormatError) {
        writePreamble(to: &output.text)
        endPayload(to: &output.text)
        MySQLBinlogFormat.release(&heldVariables, to: &output.text)
        MySQLBinlogFormat.release(&heldStatement, to: &output.text)
        do throws(OutputError) {
            try releaseRows(to: &output)
        } catch {
            throw .output(error)
        }
        if dialect == .mysql { endLog(to: &output.text) }
        output.text.append("DELIMITER ;\n# End of log file\n")
        if dialect == .mariaDB { output.text.append("ROLLBACK /* added by mysqlbinlog */;\n") }
        output.text.append("/*!50003 SET COMPLETION_TYPE=@OLD_COMPLETION_TYPE*/;\n")
        output.text.append("/*!50530 SET @@SESSION.PSEUDO_SLAVE_MODE=0*/;\n")
    }

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) -> Int {
        if case .formatDescription(let description) = event.body { begin(description, event.header, to: &output.text) }
        writePreamble(to: &output.text)
        if !event.isInner { endPayload(to: &output.text) }
        output.text.append("# at ")
        output.text.append(event.isInner ? UInt64(payloadEnd ?? 0) : event.position)
        output.text.append("\n")
        if dialect == .mariaDB { session.writeSkipReplication(event.header, to: &output.text) }
        follow(event)
        switch event.body {
        case .rows(let rows): return try write(rows, of: event, to: &output)
        case .rowsEnd(let head): try write(head, event, to: &output)
        default:
            do throws(BinlogError) {
                try writeBody(event, to: &output.text)
            } catch {
                throw .event(error)
            }
        }
        return 0
    }

    /// Takes the server that wrote the events behind a format description.
    private mutating func begin(
        _ description: FormatDescriptionEvent,
        _ header: EventHeader,
        to text: inout TextWriter
    ) {
        if !isPreambleWritten { dialect = description.isMariaDB ? .mariaDB : .mysql }
        let numbers = description.serverVersion.split(separator: ".", maxSplits: 2).map { part in
            Int(part.prefix { $0.isASCII && $0.isNumber }.prefix(3)) ?? 0
        }
        serverVersion = numbers.reduce(0) { $0 * 100 + $1 }
        session.serverVersion = serverVersion
        session.isMariaDB = description.isMariaDB
        guard dialect == .mysql, !header.flags.contains(.relayLog) else { return }
        if !isFirstDescription, header.endPosition > 0 { endLog(to: &text) }
        isFirstDescription = false
    }

    private mutating func writePreamble(to text: inout TextWriter) {
        guard !isPreambleWritten else { return }
        isPreambleWritten = true
        if dialect == .mysql {
            text.append("# The proper term is pseudo_replica_mode, but we use this compatibility alias\n")
            text.append("# to make the statement usable on server versions 8.0.24 and older.\n")
        }
        text.append("/*!50530 SET @@SESSION.PSEUDO_SLAVE_MODE=1*/;\n")
        if dialect == .mariaDB { text.append("/*!40019 SET @@session.max_delayed_threads=0*/;\n") }
        text.append("/*!50003 SET @OLD_COMPLETION_TYPE=@@COMPLETION_TYPE,COMPLETION_TYPE=0*/;\n")
        text.append("DELIMITER /*!*/;\n")
    }

    /// Ends what the log leaves open.
    private mutating func endLog(to text: inout TextWriter) {
        if isInTransaction {
            text.append("ROLLBACK /* added by mysqlbinlog */ /*!*/;\n")
        } else if hasSeenGTID {
            text.append("BEGIN /*added by mysqlbinlog */ /*!*/;\nROLLBACK /* added by mysqlbinlog */ /*!*/;\n")
        }
        text.append("SET @@SESSION.GTID_NEXT= 'AUTOMATIC' /* added by mysqlbinlog */ /*!*/;\n")
        isInTransaction = false
        hasSeenGTID = false
    }

    /// Follows where transactions begin and end.
    private mutating func follow(_ event: borrowing BinlogEvent) {
        switch event.body {
        case .gtid: hasSeenGTID = true
        case .xid:
            isInTransaction = false
            hasSeenGTID = false
        case .query(let query):
            let sql = MySQLBinlogStatement(query.sql)
            if sql.endsGroup {
                isInTransaction = false
                hasSeenGTID = false
            } else if sql.startsGroup {
                isInTransaction = true
            } else if !isInTransaction {
                hasSeenGTID = false
            }
        default: break
        }
    }

    /// Says that the events of a transaction payload are over.
    private mutating func endPayload(to text: inout TextWriter) {
        guard payloadEnd != nil else { return }
        payloadEnd = nil
        text.append("# End of compressed events.\n")
    }

    /// Writes what was held back.
    static func release(_ held: inout TextWriter, to text: inout TextWriter) {
        guard held.count > 0 else { return }
        text.append(held)
        held.removeAll()
    }

    /// Writes the rows that were held back; `keepsRoom` where more of the statement come.
    mutating func releaseRows(to output: inout OutputStream, keepsRoom: Bool = false) throws(OutputError) {
        MySQLBinlogFormat.release(&heldHeads, to: &output.text)
        try heldRows.release(to: &output, keepsRoom: keepsRoom)
    }
}
