// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// One readable line for each change: time, place, transaction, what happened to which table, key and changed columns.
struct TextFormat: EventFormat {
    private let style: TerminalStyle
    /// Whether events that change nothing are shown too, and all columns of updates.
    private let isVerbose: Bool
    private var time = LocalTime()
    private var name = ""

    init(style: TerminalStyle, isVerbose: Bool) {
        self.style = style
        self.isVerbose = isVerbose
    }

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {
        name = context.file.split(separator: "/").last.map(String.init) ?? context.file
    }

    func finish(to output: inout OutputStream) {}

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) {
        if case .rows(let rows) = event.body {
            try write(rows, of: event, context, to: &output)
            return
        }
        let start = output.text.count
        writeHead(event, context, to: &output.text)
        guard EventLine.write(event, style: style, isVerbose: isVerbose, to: &output.text) else {
            output.text.truncate(to: start)
            return
        }
        output.text.append(UInt8(ascii: "\n"))
    }

    /// Appends time, place and transaction.
    private mutating func writeHead(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to text: inout TextWriter
    ) {
        style.begin(.faint, in: &text)
        time.write(event.header.timestamp, to: &text)
        text.append("  ")
        text.append(text: name)
        text.append(UInt8(ascii: ":"))
        text.append(event.position)
        text.append("  ")
        if let gtid = context.gtid {
            text.append(text: gtid)
            text.append("  ")
        }
        style.end(in: &text)
    }

    private mutating func write(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) {
        var head = TextWriter()
        writeHead(event, context, to: &head)
        var changes = rows.changes
        while true {
            do throws(BinlogError) {
                guard let change = try changes.next() else { return }
                output.text.append(copying: head.bytes.span)
                try RowLine.write(change, of: rows, style: style, isVerbose: isVerbose, to: &output.text)
            } catch {
                throw .event(error)
            }
            output.text.append(UInt8(ascii: "\n"))
            do throws(OutputError) {
                try output.flushIfLarge()
            } catch {
                throw .output(error)
            }
        }
    }
}
