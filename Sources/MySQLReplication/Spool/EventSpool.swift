// SPDX-License-Identifier: Apache-2.0

import MySQLWire
package import NIOCore

/// Holds the raw events of a group, in order: in memory up to a number of bytes, and in an unnamed temporary file beyond.
///
/// ```swift
/// let spool = EventSpool(memory: 1 << 20)
/// try spool.append(event.bytes, at: event.position)
/// try spool.rewind()
/// while let chunk = try spool.next() {
///     for entry in chunk.entries { look(chunk.buffer.readableBytesUInt8Span.extracting(entry.range)) }
/// }
/// ```
///
/// What is read back is one chunk at a time, so a group of any length takes no more memory than its longest event.
package final class EventSpool {
    /// Events that were read back together.
    package struct Chunk: Sendable {
        /// An event of a chunk.
        package struct Entry: Sendable, Hashable {
            /// Where its bytes stand, counted from the first readable byte of the buffer.
            package var range: Range<Int>
            /// Where it begins in its file, as it was told when it came.
            package var position: UInt64
        }

        /// The events and what stands between them.
        package var buffer: ByteBuffer
        /// Where the events stand.
        package var entries: [Entry]

        /// A copy of an event's bytes.
        package func bytes(of entry: Entry) -> [UInt8] {
            [UInt8](copying: buffer.readableBytesUInt8Span.extracting(entry.range))
        }
    }

    /// Bytes before each event: where it begins in its file, and how long it is.
    private static let headLength = 16
    /// Bytes that are kept, written and read together, but for longer events.
    private static let chunkLength = 1 << 18

    /// Bytes that stay in memory.
    private let memory: Int
    private let folder: String?
    /// Full chunks in memory; none once there is a file.
    private var chunks: [ByteBuffer] = []
    /// What came last.
    private var tail = ByteBuffer()
    private var file: TemporaryFile?
    private var fileLength: UInt64 = 0
    private var readChunk = 0
    private var readOffset: UInt64 = 0
    /// Where each part of the file begins that was written in one go, of whole events.
    private var parts: [UInt64] = []
    /// Parts, or chunks in memory, that ``previous()`` has not read yet.
    private var unreadParts = 0

    /// How many events are held.
    package private(set) var count = 0
    /// Bytes of the events held, with 16 for each beside them.
    package private(set) var byteCount: UInt64 = 0

    /// Holds nothing yet: `memory` bytes at the most before a file in `folder` is made, or in that of `TMPDIR`.
    package init(memory: Int, folder: String? = nil) {
        self.memory = memory
        self.folder = folder
    }

    /// Bytes in memory now.
    package var memoryByteCount: Int { chunks.reduce(tail.readableBytes) { $0 + $1.readableBytes } }

    /// Whether events are in a file.
    package var isSpilled: Bool { fileLength > 0 }

    /// Adds an event that begins at `position` of its file; begins reading anew.
    ///
    /// - Throws: ``ReplicationError/Code/storage`` where a file is needed and cannot be written.
    package func append(_ event: Span<UInt8>, at position: UInt64) throws(ReplicationError) {
        let added = EventSpool.headLength + event.count
        // A buffer grows by doubling: one that would go beyond a chunk is written before.
        if isSpilled, tail.readableBytes > 0, tail.readableBytes + added > EventSpool.chunkLength { try spill() }
        tail.writeInteger(position, endianness: .little)
        tail.writeInteger(UInt64(event.count), endianness: .little)
        unsafe tail.writeBytes(event.bytes)
        count += 1
        byteCount += UInt64(added)
        if isSpilled || byteCount > UInt64(max(memory, 0)) {
            if !isSpilled || tail.readableBytes >= EventSpool.chunkLength { try spill() }
        } else if tail.readableBytes >= EventSpool.chunkLength {
            chunks.append(tail)
            tail = ByteBuffer()
        }
        readChunk = 0
        readOffset = 0
    }

    /// Reads from the first event again.
    package func rewind() throws(ReplicationError) {
        readChunk = 0
        readOffset = 0
        if isSpilled { try spill() }
    }

    /// The next events, whole ones; nil behind the last.
    ///
    /// - Throws: ``ReplicationError/Code/storage`` where the file cannot be read.
    package func next() throws(ReplicationError) -> Chunk? {
        guard isSpilled else {
            guard readChunk <= chunks.count else { return nil }
            let buffer = readChunk < chunks.count ? chunks[readChunk] : tail
            readChunk += 1
            guard buffer.readableBytes > 0 else { return nil }
            return EventSpool.entries(in: buffer).chunk
        }
        if tail.readableBytes > 0 { try spill() }
        guard readOffset < fileLength else { return nil }
        var buffer = ByteBuffer()
        var wanted = EventSpool.chunkLength
        while true {
            let rest = fileLength - readOffset - UInt64(buffer.readableBytes)
            let missing = Int(min(UInt64(max(wanted - buffer.readableBytes, 0)), rest))
            if missing > 0,
                let done = try file?.read(into: &buffer, count: missing, at: readOffset + UInt64(buffer.readableBytes)),
                done > 0
            {
                continue
            }
            let found = EventSpool.entries(in: buffer)
            guard found.chunk.entries.isEmpty else {
                readOffset += UInt64(found.used)
                return found.chunk
            }
            // One event is longer than a chunk: it is read whole.
            guard missing == 0, rest > 0, found.needed > wanted else { throw EventSpool.cut }
            wanted = found.needed
        }
    }

    /// Reads from the last event again, backwards.
    package func rewindToEnd() throws(ReplicationError) {
        if isSpilled, tail.readableBytes > 0 { try spill() }
        unreadParts = isSpilled ? parts.count : chunks.count + 1
    }

    /// The events before those that were read last, whole ones in the order in which they came; nil before the first.
    ///
    /// - Throws: ``ReplicationError/Code/storage`` where the file cannot be read.
    package func previous() throws(ReplicationError) -> Chunk? {
        while unreadParts > 0 {
            unreadParts -= 1
            let part = unreadParts
            guard isSpilled else {
                let buffer = part < chunks.count ? chunks[part] : tail
                if buffer.readableBytes == 0 { continue }
                return EventSpool.entries(in: buffer).chunk
            }
            let start = parts[part]
            let end = part + 1 < parts.count ? parts[part + 1] : fileLength
            var buffer = ByteBuffer()
            while UInt64(buffer.readableBytes) < end - start {
                let missing = Int(end - start) - buffer.readableBytes
                let done = try file?.read(into: &buffer, count: missing, at: start + UInt64(buffer.readableBytes)) ?? 0
                guard done > 0 else { throw EventSpool.cut }
            }
            return EventSpool.entries(in: buffer).chunk
        }
        return nil
    }

    /// The file is shorter than what was written to it.
    private static var cut: ReplicationError {
        ReplicationError(
            .storage,
            "the temporary file for a long transaction ends within an event",
            advice: "check the file system of its folder"
        )
    }

    /// Holds nothing any more; a file stays open, empty, for what comes.
    package func removeAll() throws(ReplicationError) {
        chunks = []
        tail = ByteBuffer()
        count = 0
        byteCount = 0
        readChunk = 0
        readOffset = 0
        fileLength = 0
        parts = []
        unreadParts = 0
        // Also behind a write that failed half-way.
        try file?.truncate()
    }

    /// Moves what is in memory to the file.
    package func spill() throws(ReplicationError) {
        if file == nil { file = try TemporaryFile(in: folder) }
        for chunk in chunks { try write(chunk) }
        chunks = []
        try write(tail)
        tail.clear(minimumCapacity: 0)
    }

    private func write(_ buffer: ByteBuffer) throws(ReplicationError) {
        guard buffer.readableBytes > 0 else { return }
        try file?.write(buffer, at: fileLength)
        parts.append(fileLength)
        fileLength += UInt64(buffer.readableBytes)
    }

    /// The whole events at the beginning of `buffer`, the bytes that they take, and those that the next one needs.
    private static func entries(in buffer: ByteBuffer) -> (chunk: Chunk, used: Int, needed: Int) {
        var entries: [Chunk.Entry] = []
        var reader = WireReader(buffer.readableBytesUInt8Span)
        var used = 0
        var needed = headLength
        while let position = try? reader.uint64(), let length = try? reader.uint64() {
            // Lengths were written here; a damaged one is longer than what is left.
            let count = Int(clamping: length)
            needed = count.addingReportingOverflow(headLength).overflow ? .max : headLength + count
            guard (try? reader.advance(count)) != nil else { break }
            entries.append(Chunk.Entry(range: (reader.offset - count)..<reader.offset, position: position))
            used = reader.offset
        }
        return (Chunk(buffer: buffer, entries: entries), used, needed)
    }
}
