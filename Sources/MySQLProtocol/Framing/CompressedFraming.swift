// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Takes frames of the compressed protocol apart, and makes them.
///
/// What frames hold, one behind the other, is what a connection without compression would carry: ``PacketFraming`` cuts it
/// into packets, many of which may be in a frame, or part of one. Its numbers are not to be checked then.
///
/// Source: MySQL 9.7, `sql-common/net_serv.cc`, `net_write_packet` and `net_read_compressed_packet`.
package struct CompressedFraming {
    /// How frames are compressed.
    package enum Algorithm: Sendable, Hashable {
        /// Each frame is a zlib stream; levels 1 to 9.
        case zlib(level: Int)
        /// Each frame is a zstd frame; levels 1 to 22.
        case zstd(level: Int)
    }

    /// Bytes below which nothing is compressed, as it would not be worth it.
    package static let threshold = 50
    /// Bytes that are decompressed at a time, so that memory grows with what comes and not with what is claimed.
    private static let step = 64 << 10

    /// The numbers of frames, of those sent too.
    package var sequence: SequenceNumbers
    private let algorithm: Algorithm
    /// A frame that is not whole, with its header.
    private var partial: [UInt8] = []
    private var zstd: ZstdStream?

    /// Starts with the number 0.
    package init(_ algorithm: Algorithm) {
        self.algorithm = algorithm
        sequence = SequenceNumbers()
    }

    /// Whether the last read ended between frames.
    package var isBetweenFrames: Bool { partial.isEmpty }

    /// What the next frame in `bytes` from `cursor` on holds; nil where it is not whole, and every byte was used.
    ///
    /// - Throws: ``ProtocolViolation/Kind/outOfOrder(expected:found:)`` from the header alone, and
    ///   ``ProtocolViolation/Kind/corruptFrame(_:)``.
    package mutating func next(
        in bytes: Span<UInt8>,
        from cursor: inout Int
    ) throws(ProtocolViolation) -> [UInt8]? {
        if partial.isEmpty, let whole = try wholeFrame(in: bytes, at: cursor) {
            cursor += CompressedHeader.size + whole.storedLength
            let stored = bytes.extracting(cursor - whole.storedLength..<cursor)
            return try content(of: stored, originalLength: whole.originalLength)
        }
        guard try fill(to: CompressedHeader.size, from: bytes, at: &cursor) else { return nil }
        let header = try header(of: partial.span)
        guard try fill(to: CompressedHeader.size + header.storedLength, from: bytes, at: &cursor) else { return nil }
        let frame = partial
        partial = []
        let stored = frame.span.extracting(droppingFirst: CompressedHeader.size)
        return try content(of: stored, originalLength: header.originalLength)
    }

    /// Appends `packets`, which have their headers, in as many frames as it takes.
    package mutating func append(_ packets: Span<UInt8>, to writer: inout WireWriter) {
        var rest = packets
        while rest.count > 0 {
            let part = rest.extracting(first: CompressedHeader.maximumLength)
            rest = rest.extracting(droppingFirst: part.count)
            let compressed = part.count < CompressedFraming.threshold ? nil : compress(part)
            let header = CompressedHeader(
                storedLength: compressed?.count ?? part.count,
                sequence: sequence.take(),
                originalLength: compressed == nil ? 0 : part.count
            )
            header.encode(into: &writer)
            if let compressed { writer.array(compressed) } else { writer.span(part) }
        }
    }

    private func compress(_ content: Span<UInt8>) -> [UInt8]? {
        switch algorithm {
        case .zlib(let level): Deflate.zlib(content, level: level)
        case .zstd(let level): ZstdCompression.frame(content, level: level)
        }
    }

    /// The header at `start` of a frame that is whole in `bytes`, or nil.
    private mutating func wholeFrame(
        in bytes: Span<UInt8>,
        at start: Int
    ) throws(ProtocolViolation) -> CompressedHeader? {
        guard bytes.count - start >= CompressedHeader.size else { return nil }
        let rest = bytes.extracting(droppingFirst: start)
        let header = try header(of: rest)
        guard rest.count - CompressedHeader.size >= header.storedLength else { return nil }
        try accept(header)
        return header
    }

    private func header(of bytes: Span<UInt8>) throws(ProtocolViolation) -> CompressedHeader {
        try decoding(bytes, in: "compressed frame") { reader throws(WireError) in
            try CompressedHeader(from: &reader)
        }
    }

    private mutating func accept(_ header: CompressedHeader) throws(ProtocolViolation) {
        let expected = sequence.next
        guard sequence.accept(header.sequence) else {
            throw ProtocolViolation(
                .outOfOrder(expected: expected, found: header.sequence),
                in: "header of a compressed frame"
            )
        }
    }

    /// Takes bytes until the frame under way has `count`; false where there are not that many.
    private mutating func fill(
        to count: Int,
        from bytes: Span<UInt8>,
        at cursor: inout Int
    ) throws(ProtocolViolation) -> Bool {
        let had = partial.count
        let taken = min(max(count - had, 0), bytes.count - cursor)
        if taken > 0 {
            partial.append(copying: bytes.extracting(cursor..<cursor + taken))
            cursor += taken
        }
        if had < CompressedHeader.size, partial.count == CompressedHeader.size {
            try accept(try header(of: partial.span))
        }
        return partial.count >= count
    }

    /// What a frame holds.
    private mutating func content(
        of stored: Span<UInt8>,
        originalLength: Int
    ) throws(ProtocolViolation) -> [UInt8] {
        guard originalLength > 0 else { return [UInt8](copying: stored) }
        do throws(WireError) {
            switch algorithm {
            case .zlib:
                return try Inflate.bytes(
                    from: stored,
                    wrapping: .zlib,
                    size: originalLength,
                    limit: CompressedHeader.maximumLength
                )
            case .zstd: return try decompress(stored, originalLength: originalLength)
            }
        } catch {
            throw ProtocolViolation(.corruptFrame(error), in: "compressed frame")
        }
    }

    private mutating func decompress(_ stored: Span<UInt8>, originalLength: Int) throws(WireError) -> [UInt8] {
        if zstd == nil { zstd = ZstdStream() }
        guard let zstd else { throw WireError(.corruptCompressedData, at: 0) }
        zstd.reset()
        var content: [UInt8] = []
        var rest = stored
        while true {
            // One byte more than there should be, so that a frame that holds more shows.
            let room = min(originalLength + 1 - content.count, max(CompressedFraming.step, content.count))
            let step = try zstd.decompress(rest, appendingTo: &content, limit: room)
            rest = rest.extracting(droppingFirst: step.consumed)
            guard content.count <= originalLength else {
                throw WireError(.decompressedSizeExceeded(limit: originalLength), at: stored.count - rest.count)
            }
            if step.isFrameComplete { break }
            guard step.consumed > 0 || step.produced > 0 else {
                throw WireError(.corruptCompressedData, at: stored.count - rest.count)
            }
        }
        guard rest.count == 0 else { throw WireError(.trailing(count: rest.count), at: stored.count - rest.count) }
        guard content.count == originalLength else { throw WireError(.corruptCompressedData, at: stored.count) }
        return content
    }
}
