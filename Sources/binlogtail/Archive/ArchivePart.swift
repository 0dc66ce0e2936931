// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLBinlog
import MySQLTypes

/// What stands in a file of an archive, up to its last whole event.
struct ArchivePart {
    /// The bytes that begin every file.
    static let magic: [UInt8] = [0xfe, 0x62, 0x69, 0x6e]
    /// Bytes asked of the system at once.
    private static let chunk = 1 << 20

    /// Bytes up to the end of the last whole event; 0 where there is not even a format description.
    private(set) var size: UInt64 = 0
    /// The format description, as it stands in the file.
    private(set) var head: [UInt8] = []
    /// The type of the last event.
    private(set) var lastType = EventType.unknown
    private(set) var content = ArchivedContent()

    /// Nothing yet.
    init() {}

    /// Reads a file; what cannot be read as events is not part of it.
    init(path: String, name: String) throws(ArchiveError) {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            var buffer = [UInt8](try file.read(upToCount: ArchivePart.magic.count) ?? Data())
            guard buffer == ArchivePart.magic else { return }
            buffer = []
            var scanner = BoundaryScanner(at: BinlogFilePosition(file: name))
            while let data = try file.read(upToCount: ArchivePart.chunk), !data.isEmpty {
                buffer += data
                guard take(&buffer, &scanner) else { return }
            }
        } catch {
            throw ArchiveError(path, "cannot be read; may you read it?")
        }
    }

    /// Takes the whole events that the buffer begins with, and leaves the rest there; false where something is none.
    private mutating func take(_ buffer: inout [UInt8], _ scanner: inout BoundaryScanner) -> Bool {
        var start = 0
        let bytes = buffer
        while bytes.count - start >= EventHeader.byteCount {
            let length =
                Int(bytes[start + 9]) | Int(bytes[start + 10]) << 8 | Int(bytes[start + 11]) << 16
                | Int(bytes[start + 12]) << 24
            guard length >= EventHeader.byteCount else { return false }
            guard bytes.count - start >= length else { break }
            guard accept(bytes.span.extracting(start..<(start + length)), &scanner) else { return false }
            start += length
        }
        buffer.removeSubrange(..<start)
        return true
    }

    private mutating func accept(_ event: Span<UInt8>, _ scanner: inout BoundaryScanner) -> Bool {
        do throws(BinlogError) {
            _ = try scanner.accept(event)
            try scanner.verify(event)
        } catch {
            return false
        }
        let end = max(size, BinlogFilePosition.firstEventOffset) + UInt64(event.count)
        if !head.isEmpty, scanner.header.type != .rotate, scanner.position != end { return false }
        append(event, scanner)
        return true
    }

    /// Takes the event behind ``size``, which the scanner took last.
    mutating func append(_ event: Span<UInt8>, _ scanner: BoundaryScanner) {
        if head.isEmpty { head = [UInt8](copying: event) }
        size = max(size, BinlogFilePosition.firstEventOffset) + UInt64(event.count)
        lastType = scanner.header.type
        content.note(scanner)
    }

    /// Whether a format description is that of this file, sent for a place behind it.
    func isHead(_ event: Span<UInt8>) -> Bool {
        guard event.count == head.count, event.count > 79 else { return false }
        // Sent so, it has no end (13 to 16), flags (17, 18) of its own, no time of creation (71 to 74) and another checksum.
        for index in event.indices where event[index] != head[index] {
            guard (13..<19).contains(index) || (71..<75).contains(index) || index >= event.count - 4 else {
                return false
            }
        }
        return true
    }
}
