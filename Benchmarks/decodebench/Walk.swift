// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire
import Synchronization

/// The ways to go through a log that are measured.
enum Walk {
    /// Sums up what it sees, so that nothing is left out.
    struct Sum: RowVisitor {
        var total: UInt64 = 0

        mutating func beginImage(_ kind: RowImageKind) {}
        mutating func endImage(_ kind: RowImageKind) {}

        @inline(__always)
        mutating func visit(_ cell: borrowing CellView, column: Int) {
            switch cell {
            case .null, .absent: total &+= 1
            case .signed(let value): total &+= UInt64(bitPattern: value)
            case .unsigned(let value): total &+= value
            case .text(let bytes), .json(let bytes), .geometry(let bytes), .vector(let bytes):
                total &+= UInt64(bytes.count)
            case .binary(let bytes, _): total &+= UInt64(bytes.count)
            case .decimal(let value): total &+= UInt64(value.words[0])
            case .dateTime(let value): total &+= UInt64(value.microseconds)
            case .timestamp(let value): total &+= UInt64(value.seconds)
            case .double(let value): total &+= value.bitPattern
            default: total &+= 2
            }
        }
    }

    private static let sink = Atomic<UInt64>(0)

    /// Headers and checksums.
    static func headers(_ bytes: [UInt8]) throws(BinlogError) {
        var total: UInt64 = 0
        try events(of: bytes) { event throws(BinlogError) in total &+= UInt64(event.header.length) }
        keep(total)
    }

    /// Every value, by a visitor.
    static func everyValue(_ bytes: [UInt8]) throws(BinlogError) {
        var sum = Sum()
        try events(of: bytes) { event throws(BinlogError) in
            if case .rows(let rows) = event.body { try rows.visit(&sum) }
        }
        keep(sum.total)
    }

    /// Every value, by cursors over rows and values.
    static func everyChange(_ bytes: [UInt8]) throws(BinlogError) {
        var sum = Sum()
        try events(of: bytes) { event throws(BinlogError) in
            guard case .rows(let rows) = event.body else { return }
            var changes = rows.changes
            while let change = try changes.next() {
                if let before = change.before { try add(before, to: &sum) }
                if let after = change.after { try add(after, to: &sum) }
            }
        }
        keep(sum.total)
    }

    private static func add(_ image: borrowing RowImage, to sum: inout Sum) throws(BinlogError) {
        var cells = try image.cells
        while let cell = try cells.next() { sum.visit(cell.value, column: cell.column) }
    }

    @inline(__always)
    private static func events(
        of bytes: [UInt8],
        _ body: (borrowing BinlogEvent) throws(BinlogError) -> Void
    ) throws(BinlogError) {
        var decoder = BinlogDecoder()
        var start = 4
        while bytes.count - start >= EventHeader.byteCount {
            var reader = WireReader(bytes.span.extracting(start...))
            guard let header = try? EventHeader(from: &reader), Int(header.length) <= bytes.count - start else {
                return
            }
            let event = bytes.span.extracting(start..<(start + Int(header.length)))
            try decoder.accept(event, at: UInt64(start))
            try body(decoder.event(event))
            while try decoder.acceptInner(event) { try body(decoder.event(event)) }
            start += Int(header.length)
        }
    }

    /// Uses a number where the compiler cannot see that nobody does.
    @inline(never)
    private static func keep(_ number: UInt64) {
        sink.wrappingAdd(number, ordering: .relaxed)
    }
}
