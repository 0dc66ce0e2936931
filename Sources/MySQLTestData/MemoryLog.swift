// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
import MySQLWire

/// A binlog in memory, and what tests do to one.
public struct MemoryLog: Sendable {
    /// The file's bytes, the four that begin it included.
    public var bytes: [UInt8]

    /// Bytes that begin a binlog.
    public static let magic: [UInt8] = [0xfe, 0x62, 0x69, 0x6e]

    /// Takes the bytes of a file.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Where each event lies, as far as the lengths in the headers lead; what is cut at the end is left out.
    public var events: [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = MemoryLog.magic.count
        while bytes.count - start >= EventHeader.byteCount {
            let length = UInt32(littleEndian: bytes, at: start + 9)
            guard length >= EventHeader.byteCount, Int(length) <= bytes.count - start else { break }
            ranges.append(start..<(start + Int(length)))
            start += Int(length)
        }
        return ranges
    }

    /// Hands every event to `body`, those inside others too; ends at the first error.
    ///
    /// - Parameters:
    ///   - options: what the decoder is told.
    ///   - goesOn: whether reading goes on behind an event that cannot be read; the last error is thrown then.
    ///   - body: is given the events.
    /// - Throws: ``BinlogError`` of the decoder or of `body`.
    public func forEachEvent(
        options: BinlogDecoder.Options = .init(),
        goesOn: Bool = false,
        _ body: (borrowing BinlogEvent) throws(BinlogError) -> Void
    ) throws(BinlogError) {
        var decoder = BinlogDecoder(options: options)
        var problem: BinlogError?
        let bytes = bytes
        for range in events {
            let event = bytes.span.extracting(range)
            do throws(BinlogError) {
                try decoder.accept(event, at: UInt64(range.lowerBound))
                try body(decoder.event(event))
                while try decoder.acceptInner(event) { try body(decoder.event(event)) }
            } catch {
                guard goesOn else { throw error }
                problem = error
            }
        }
        if let problem { throw problem }
    }

    /// Puts the event's length and checksum right after its bytes were changed.
    ///
    /// - Parameters:
    ///   - event: a whole event, 19 bytes at least.
    ///   - hasChecksum: whether its last 4 bytes are a checksum.
    public static func seal(_ event: inout [UInt8], hasChecksum: Bool) {
        guard event.count >= EventHeader.byteCount + (hasChecksum ? 4 : 0) else { return }
        event.put(UInt32(truncatingIfNeeded: event.count), at: 9)
        guard hasChecksum else { return }
        let end = event.count - 4
        let copy = event
        let value = CRC32.checksum(of: copy.span.extracting(0..<end))
        event.put(value, at: end)
    }
}

extension UInt32 {
    /// The 4 bytes at `offset`, which are there.
    init(littleEndian bytes: [UInt8], at offset: Int) {
        self = 0
        for index in 0..<4 { self |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
    }
}

extension [UInt8] {
    fileprivate mutating func put(_ value: UInt32, at offset: Int) {
        for index in 0..<4 { self[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
    }
}
