// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Whole packets as they came together in one read.
///
/// Its bytes count against ``MySQLConnection/Limits/readBudget`` until the next batch is asked for.
public struct PacketBatch: Sendable {
    /// The packets with their headers in front, one behind the other; or, if ``isJoined``, one payload without header.
    package let buffer: ByteBuffer
    /// Whether the buffer is the payload of one packet that came in several frames.
    @usableFromInline package let isJoined: Bool
    /// Whether the events in it have the two bytes of semi-synchronous replication in front.
    package let isSemiSync: Bool
    /// How many packets there are; at least 1.
    public let count: Int

    /// Takes packets that were checked to be whole.
    package init(frames buffer: ByteBuffer, count: Int, isSemiSync: Bool = false) {
        self.buffer = buffer
        self.isSemiSync = isSemiSync
        self.count = count
        isJoined = false
    }

    /// Takes the payload of one packet.
    package init(joined payload: ByteBuffer, isSemiSync: Bool = false) {
        buffer = payload
        self.isSemiSync = isSemiSync
        count = 1
        isJoined = true
    }

    /// The bytes that the batch holds, headers included.
    public var byteCount: Int { buffer.readableBytes }

    /// Calls `body` with the payload of every packet, in order.
    ///
    /// - Parameter body: is given the bytes behind the packet's header, in place.
    /// - Throws: what `body` throws.
    public func forEach<Failure: Error>(_ body: (Span<UInt8>) throws(Failure) -> Void) throws(Failure) {
        let bytes = buffer.readableBytesUInt8Span
        var position = 0
        while let range = payload(in: bytes, at: &position) { try body(bytes.extracting(range)) }
    }

    /// The range of the payload that begins behind `position`, which moves behind it; nil at the end.
    ///
    /// It counts from the first one of the buffer's readable bytes.
    ///
    /// Slice it out without copying by ``slice(_:)``.
    package func payload(at position: inout Int) -> Range<Int>? {
        payload(in: buffer.readableBytesUInt8Span, at: &position)
    }

    /// The same for those who go through all packets, and have the buffer's readable bytes at hand.
    @inlinable
    package func payload(in bytes: Span<UInt8>, at position: inout Int) -> Range<Int>? {
        if isJoined {
            guard position == 0 else { return nil }
            position = bytes.count + 1
            return 0..<bytes.count
        }
        // The initialiser's promise makes both comparisons true until the end; they cost nothing beside the loads.
        guard position >= 0, bytes.count - position >= 4 else { return nil }
        let length = Int(bytes[position]) | Int(bytes[position + 1]) << 8 | Int(bytes[position + 2]) << 16
        let start = position + 4
        guard bytes.count - start >= length else { return nil }
        position = start + length
        return start..<position
    }

    /// One payload without copying it.
    package func slice(_ range: Range<Int>) -> ByteBuffer {
        buffer.getSlice(at: buffer.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer()
    }
}
