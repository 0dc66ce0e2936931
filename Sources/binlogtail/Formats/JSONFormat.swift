// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes
import MySQLWire

/// One JSON object on each line: one for each changed row, one for every other event (`docs/JSON.md`).
struct JSONFormat: EventFormat {
    /// What ends every object of an event: file, positions, time, server and GTID.
    private var tail = TextWriter()
    private var file = TextWriter()
    private var keys = ColumnKeys()

    mutating func beginFile(_ context: EventContext, to output: inout OutputStream) {
        let name = context.file.split(separator: "/").last.map(String.init) ?? context.file
        file.removeAll()
        JSONText.string(name, to: &file)
    }

    func finish(to output: inout OutputStream) {}

    mutating func write(
        _ event: borrowing BinlogEvent,
        _ context: EventContext,
        to output: inout OutputStream
    ) throws(FormatError) {
        writeTail(event, context)
        if case .rows(let rows) = event.body {
            try write(rows, of: event, to: &output)
            return
        }
        output.text.append("{\"event\":\"")
        output.text.append(text: event.header.type.description)
        output.text.append(UInt8(ascii: "\""))
        EventJSON.write(event, to: &output.text)
        output.text.append(copying: tail.bytes.span)
        do throws(OutputError) {
            try output.flushIfLarge()
        } catch {
            throw .output(error)
        }
    }

    private mutating func writeTail(_ event: borrowing BinlogEvent, _ context: EventContext) {
        tail.removeAll()
        tail.append(",\"file\":")
        let name = file.bytes
        tail.append(copying: name.span)
        tail.append(",\"pos\":")
        tail.append(event.position)
        tail.append(",\"end_pos\":")
        tail.append(event.endPosition)
        tail.append(",\"time\":\"")
        UTCTime.write(event.header.timestamp, to: &tail)
        tail.append("\",\"server_id\":")
        tail.append(UInt64(event.header.serverID))
        tail.append(",\"gtid\":")
        if let gtid = context.gtid {
            JSONText.string(gtid, to: &tail)
        } else {
            tail.append("null")
        }
        tail.append("}\n")
    }

    private mutating func write(
        _ rows: borrowing RowsEvent,
        of event: borrowing BinlogEvent,
        to output: inout OutputStream
    ) throws(FormatError) {
        keys.use(rows.table)
        var head = TextWriter()
        head.append("{\"event\":\"")
        head.append(text: event.header.type.description)
        head.append("\",\"op\":\"")
        head.append(text: "\(rows.operation)")
        head.append("\",\"db\":")
        JSONText.string(rows.table.database, to: &head)
        head.append(",\"table\":")
        JSONText.string(rows.table.table, to: &head)
        if keys.hasUnknownSignedness { head.append(",\"signedness\":\"unknown\"") }
        head.append(",\"row\":")
        var changes = rows.changes
        var row = 0
        while true {
            do throws(BinlogError) {
                guard let change = try changes.next() else { return }
                output.text.append(copying: head.bytes.span)
                output.text.append(row)
                try RowJSON.write(change, keys, to: &output.text)
            } catch {
                throw .event(error)
            }
            output.text.append(copying: tail.bytes.span)
            row += 1
            do throws(OutputError) {
                try output.flushIfLarge()
            } catch {
                throw .output(error)
            }
        }
    }
}
