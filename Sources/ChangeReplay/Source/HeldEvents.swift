// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLReplication
import MySQLWire
import NIOCore

/// Raw events of one transaction, table maps and rows, in memory or in a file: what its applier decodes.
///
/// None of them has a checksum, wherever it came from.
struct HeldEvents: Sendable {
    /// Where an event stands in a chunk, and where it began in its log.
    struct Entry {
        var range: Range<Int>
        var position: UInt64
    }

    /// A run of whole events.
    enum Chunk: Sendable {
        case memory(ByteBuffer)
        case file(Range<UInt64>)
    }

    fileprivate(set) var chunks: [Chunk] = []
    /// Bytes in memory.
    fileprivate(set) var memoryByteCount = 0
    /// How many events there are.
    fileprivate(set) var count = 0
    fileprivate var file: SpillFile?
    /// Whether all of it is in memory.
    var isInMemory: Bool { file == nil }

    /// Bytes before each event: where it begins in its log, and how long it is.
    fileprivate static let headLength = 16
    /// Bytes that are kept, written and read together, but for longer events.
    fileprivate static let chunkLength = 1 << 18

    /// The bytes of a chunk.
    ///
    /// - Throws: ``ReplayError`` where the file cannot be read.
    func bytes(of chunk: Int) throws(ReplayError) -> ByteBuffer {
        switch chunks[chunk] {
        case .memory(let buffer): return buffer
        case .file(let range):
            var buffer = ByteBuffer()
            do throws(ReplicationError) {
                while UInt64(buffer.readableBytes) < UInt64(range.count) {
                    let missing = range.count - buffer.readableBytes
                    let done = try file?.file.read(
                        into: &buffer,
                        count: missing,
                        at: range.lowerBound + UInt64(buffer.readableBytes)
                    )
                    guard let done, done > 0 else {
                        throw ReplicationError(.storage, "the temporary file of a transaction was cut")
                    }
                }
            } catch {
                throw ReplayError(error)
            }
            return buffer
        }
    }

    /// The events of a chunk.
    ///
    /// - Throws: ``ReplayError`` where it does not end behind an event, as chunks were written.
    static func entries(in buffer: ByteBuffer) throws(ReplayError) -> [Entry] {
        var entries: [Entry] = []
        var reader = WireReader(buffer.readableBytesUInt8Span)
        do throws(WireError) {
            while !reader.isAtEnd {
                let position = try reader.uint64()
                let length = Int(clamping: try reader.uint64())
                try reader.advance(length)
                entries.append(Entry(range: (reader.offset - length)..<reader.offset, position: position))
            }
        } catch {
            throw ReplayError(
                ReplicationError(.storage, "the temporary file of a transaction was damaged", underlying: error)
            )
        }
        return entries
    }
}

/// A file for what does not fit in memory, which several may read.
final class SpillFile: Sendable {
    let file: TemporaryFile

    init(in folder: String?) throws(ReplicationError) {
        file = try TemporaryFile(in: folder)
    }
}

/// Takes the events of a transaction.
struct HeldEventsBuilder: ~Copyable {
    private var held = HeldEvents()
    private var tail = WireWriter()
    private var fileLength: UInt64 = 0
    private let memory: Int
    private let folder: String?

    /// Holds up to `memory` bytes there, and what is beyond in a file in `folder`, or in that of `TMPDIR`.
    init(memory: Int, folder: String?) {
        self.memory = memory
        self.folder = folder
    }

    var count: Int { held.count }

    /// Adds an event, without its checksum.
    mutating func append(_ event: borrowing BinlogEvent) throws(ReplicationError) {
        let bytes = event.bytes
        let length = event.checksum == nil ? bytes.count : bytes.count - 4
        tail.uint64(event.position)
        tail.uint64(UInt64(length))
        // The header tells the length in its bytes 9 to 12.
        tail.span(bytes.extracting(first: 9))
        tail.uint32(UInt32(truncatingIfNeeded: length))
        tail.span(bytes.extracting(13..<length))
        held.count += 1
        if tail.bytes.count >= HeldEvents.chunkLength { try close() }
    }

    /// What was added.
    consuming func finish() throws(ReplicationError) -> HeldEvents {
        if !tail.bytes.isEmpty { try close() }
        return held
    }

    private mutating func close() throws(ReplicationError) {
        let chunk = ByteBuffer(bytes: tail.bytes)
        tail = WireWriter()
        guard held.memoryByteCount + chunk.readableBytes > memory else {
            held.memoryByteCount += chunk.readableBytes
            held.chunks.append(.memory(chunk))
            return
        }
        let file: SpillFile
        if let open = held.file { file = open } else { file = try SpillFile(in: folder) }
        held.file = file
        try file.file.write(chunk, at: fileLength)
        let end = fileLength + UInt64(chunk.readableBytes)
        held.chunks.append(.file(fileLength..<end))
        fileLength = end
    }
}
