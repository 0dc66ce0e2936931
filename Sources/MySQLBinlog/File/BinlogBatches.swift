// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Cuts a file into batches of whole events, each of which is read by itself: so several tasks read one file.
///
/// Each task cuts a batch, one after the other, and reads it while the others do the same:
///
/// ```swift
/// let file = SharedFile(Mutex(try BinlogBatches(path: "binlog.000042")))   // a final class of yours
/// try await withThrowingTaskGroup(of: [(Int, Int)].self) { group in
///     for _ in 0..<2 {
///         group.addTask {
///             var rows: [(Int, Int)] = []
///             var batch = BinlogBatch()
///             while try file.batches.withLock({ try $0.next(into: &batch) }) {
///                 rows.append((batch.number, try countRows(in: batch)))   // with a BinlogBatchReader
///             }
///             return rows
///         }
///     }
/// }
/// ```
///
/// Cutting looks at the length and type of each event, and at what later events hang on; checksums are compared, payloads
/// decompressed and rows read by who reads the batch. The events of the batches by their ``BinlogBatch/number`` are those of
/// the file.
public struct BinlogBatches: ~Copyable {
    private var reader: BinlogFileReader
    /// Bytes from which a batch is cut.
    private let size: Int
    private var number = 0
    /// What the next batch begins with: table maps of the statement under way, and what was read of its first event.
    private var carried: [UInt8] = []
    /// How many of these bytes are table maps.
    private var preamble = 0
    /// Where these maps lie in the batch.
    private var maps: [Range<Int>] = []
    /// Whether the last event is a part of one that goes on in the next.
    private var isFragment = false
    /// Whether nothing is left to be read from the file.
    private var isAtEnd = false
    /// What is wrong with the file behind the last batch.
    private var failure: BinlogError?

    /// Opens a file whose batches have about `size` bytes, and always one event at least.
    ///
    /// - Throws: ``BinlogError`` with ``BinlogError/Kind/system(_:)`` where the system cannot open it.
    public init(
        path: String,
        options: BinlogDecoder.Options = .init(),
        keys: BinlogKeys = BinlogKeys(),
        size: Int = 1 << 18
    ) throws(BinlogError) {
        reader = try BinlogFileReader(path: path, options: options, keys: keys)
        self.size = size
    }

    /// Fills `batch`, whose memory is used again, with the next events; false where the file ends behind a whole event.
    ///
    /// - Throws: ``BinlogError`` where the file is cut, is no binlog or cannot be read; what came before was handed over.
    public mutating func next(into batch: inout BinlogBatch) throws(BinlogError) -> Bool {
        if let failure { throw failure }
        let format = reader.decoder.format
        batch.release(&reader.buffer)
        reader.buffer.grow(to: max(size, carried.count))
        BinlogBatches.put(carried, into: &reader.buffer)
        reader.start = 0
        reader.end = 0
        reader.filled = carried.count
        var count = 0
        do throws(BinlogError) {
            try cut(&count)
        } catch {
            failure = error
            guard count > 0 else { throw error }
        }
        guard count > 0 else { return false }
        batch.position = reader.eventPosition - UInt64(count)
        batch.number = number
        batch.format = format
        batch.options = reader.decoder.options
        batch.start = reader.start
        batch.first = reader.start + preamble
        batch.end = batch.first + count
        carry(from: batch.end)
        batch.take(&reader.buffer)
        number += 1
        return true
    }

    private static func put(_ bytes: borrowing [UInt8], into buffer: inout [UInt8]) {
        buffer.overwrite(at: 0, with: bytes.span)
    }

    /// Keeps what the next batch begins with: the maps that it needs, and the bytes from `end` on.
    private mutating func carry(from end: Int) {
        // Taken out, since its memory is written while that of the reader is looked at.
        var carried: [UInt8] = []
        swap(&carried, &self.carried)
        carried.removeAll(keepingCapacity: true)
        for index in maps.indices {
            let map = (reader.start + maps[index].lowerBound)..<(reader.start + maps[index].upperBound)
            maps[index] = carried.count..<(carried.count + map.count)
            carried.append(copying: reader.buffer.span.extracting(map))
        }
        preamble = carried.count
        carried.append(copying: reader.buffer.span.extracting(end..<reader.filled))
        swap(&carried, &self.carried)
    }

    /// Goes over events until a batch is full; `count` are their bytes.
    private mutating func cut(_ count: inout Int) throws(BinlogError) {
        if !reader.wasOpened {
            try reader.readMagic()
            reader.eventPosition += UInt64(reader.end - reader.start)
            reader.start = reader.end
        }
        if !isAtEnd { isAtEnd = try !reader.fill(upTo: max(size, preamble)) }
        while true {
            let offset = preamble + count
            let left = reader.filled - reader.start - offset
            let mayEnd = count > 0 && !isFragment
            guard left >= EventHeader.byteCount else {
                if isAtEnd, left == 0 { return }
                if isAtEnd { throw BinlogError(.truncatedHeader(present: left), at: reader.eventPosition) }
                if mayEnd { return }
                isAtEnd = try !reader.fill(upTo: offset + EventHeader.byteCount)
                continue
            }
            let start = reader.start + offset
            let length = BinlogFileReader.length(in: reader.buffer, at: start)
            guard length >= EventHeader.byteCount, length <= reader.decoder.options.maximumEventSize else {
                throw reader.lengthError(UInt32(truncatingIfNeeded: length), of: start, at: reader.eventPosition)
            }
            guard left >= length else {
                if isAtEnd {
                    throw reader.cutError(UInt32(truncatingIfNeeded: length), of: start, at: reader.eventPosition)
                }
                if mayEnd { return }
                isAtEnd = try !reader.fill(upTo: offset + length)
                continue
            }
            try take(start..<(start + length))
            count += length
            reader.eventPosition += UInt64(length)
            if count >= size, !isFragment { return }
        }
    }

    /// Keeps what the event tells of those behind it.
    private mutating func take(_ event: Range<Int>) throws(BinlogError) {
        if reader.eventCipher != nil { try reader.decrypt(event, at: reader.eventPosition) }
        var type = EventType(rawValue: reader.buffer[event.lowerBound + 4])
        if reader.decoder.layout.usesPermutedTypes { type = reader.decoder.format?.type(of: type) ?? type }
        isFragment = type == .partialRowData
        switch type {
        case .tableMap:
            guard maps.count < TableMaps.limit else {
                throw BinlogError(.tooManyTables(limit: TableMaps.limit), in: type, at: reader.eventPosition)
            }
            maps.append((event.lowerBound - reader.start)..<(event.upperBound - reader.start))
        case .gtid, .anonymousGTID, .taggedGTID, .mariaDBGTID, .xid: maps.removeAll(keepingCapacity: true)
        case .formatDescription, .startV3, .startEncryption:
            maps.removeAll()
            try BinlogFileReader.accept(reader.buffer, event, at: reader.eventPosition, &reader.decoder)
            try reader.beginEncryption(event, at: reader.eventPosition)
        case let type where RowsEventHead.isRowsEvent(type):
            if endsStatement(event, type) { maps.removeAll(keepingCapacity: true) }
        default: break
        }
    }

    /// Whether a rows event is the last of its statement.
    private func endsStatement(_ event: Range<Int>, _ type: EventType) -> Bool {
        let idLength = reader.decoder.layout[type].postHeaderLength == 6 ? 4 : 6
        let flags = reader.decoder.layout.headerLength + idLength
        guard flags < event.count else { return false }
        return reader.buffer[event.lowerBound + flags] & UInt8(RowsEventHead.Flags.statementEnd.rawValue) != 0
    }
}
