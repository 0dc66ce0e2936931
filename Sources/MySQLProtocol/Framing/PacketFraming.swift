// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Cuts bytes from a socket into packets, and packets to be sent into parts.
///
/// It holds no bytes. Packets that are whole in one read are ranges of it. The bytes of others come as fragments, in order,
/// for the caller to put one behind the other: only those are copied, and a buffer grows only by what has come.
///
/// ```swift
/// var cursor = 0
/// try framing.takeWholePackets(in: read, from: &cursor, into: &run)
/// while case .fragment(let range, let isLast) = try framing.next(in: read, from: &cursor) { … }
/// ```
///
/// Source: MySQL 9.7, `sql-common/net_serv.cc`, `my_net_read` and `my_net_write`.
package struct PacketFraming: Sendable {
    /// Whole packets, one behind the other.
    package struct Run: Sendable, Hashable {
        /// How many there are.
        package var count = 0
        /// The content of the first.
        package var first = 0..<0
        /// The content of the last.
        package var last = 0..<0

        /// Has none yet.
        package init() {}
    }

    /// What comes next in a read.
    package enum Piece: Sendable, Hashable {
        /// The content of a whole packet.
        case packet(Range<Int>)
        /// More content of the packet under way, perhaps none; the packet is whole with it where `isLast`.
        case fragment(Range<Int>, isLast: Bool)
        /// Every byte was used.
        case needsMore
    }

    /// The numbers of packets, of those sent too.
    package var sequence: SequenceNumbers
    /// Bytes that a packet may have, all its parts together.
    package var maximumPayload: Int

    /// Bytes of a header that the last read ended in, the first lowest, and how many.
    private var headerBits: UInt32 = 0
    private var headerCount = 0
    /// Whether fragments were handed out of a packet that is not whole.
    private var isAssembling = false
    /// Bytes that the part under way still lacks; nil between parts.
    private var missing: Int?
    /// Whether another part follows the one under way.
    private var isContinued = false
    /// Bytes that the headers of the packet under way told so far.
    private var total = 0

    /// Expects `sequence` first, and refuses packets of more than `maximumPayload` bytes.
    package init(maximumPayload: Int, sequence: SequenceNumbers = SequenceNumbers()) {
        self.maximumPayload = maximumPayload
        self.sequence = sequence
    }

    /// Whether the last read ended between packets: a socket that closes here cuts no packet.
    package var isBetweenPackets: Bool { headerCount == 0 && missing == nil && !isAssembling }

    /// Takes packets as long as they are whole in `bytes` from `cursor` on, which moves behind them.
    ///
    /// Does nothing within a packet: ``next(in:from:)`` tells of that one first.
    ///
    /// - Throws: ``ProtocolViolation/Kind/outOfOrder(expected:found:)`` and
    ///   ``ProtocolViolation/Kind/packetTooLarge(length:limit:)``, from the header alone. What came before is in `run`.
    package mutating func takeWholePackets(
        in bytes: Span<UInt8>,
        from cursor: inout Int,
        into run: inout Run
    ) throws(ProtocolViolation) {
        guard isBetweenPackets else { return }
        while bytes.count - cursor >= PacketHeader.size {
            // Four bytes from the cursor on are there, as just compared.
            let length = Int(bytes[cursor]) | Int(bytes[cursor &+ 1]) << 8 | Int(bytes[cursor &+ 2]) << 16
            let start = cursor &+ PacketHeader.size
            guard length < PacketHeader.maximumLength, bytes.count - start >= length else { return }
            try accept(length: length, sequence: bytes[cursor &+ 3])
            total = 0
            cursor = start &+ length
            run.last = start..<cursor
            if run.count == 0 { run.first = run.last }
            run.count &+= 1
        }
    }

    /// The next packet or fragment in `bytes` from `cursor` on, which moves behind it.
    ///
    /// - Throws: as ``takeWholePackets(in:from:into:)`` does.
    package mutating func next(
        in bytes: Span<UInt8>,
        from cursor: inout Int
    ) throws(ProtocolViolation) -> Piece {
        if missing == nil {
            guard try readHeader(in: bytes, from: &cursor) else { return .needsMore }
        }
        guard let missing else { return .needsMore }
        let start = cursor
        let taken = min(missing, bytes.count - start)
        let range = start..<(start + taken)
        if taken < missing {
            // An empty fragment would tell nothing, so it is not told.
            guard taken > 0 else { return .needsMore }
            cursor += taken
            self.missing = missing - taken
            isAssembling = true
            return .fragment(range, isLast: false)
        }
        cursor += taken
        self.missing = nil
        if isContinued {
            isAssembling = true
            return .fragment(range, isLast: false)
        }
        total = 0
        defer { isAssembling = false }
        return isAssembling ? .fragment(range, isLast: true) : .packet(range)
    }

    /// Appends `payload` as a packet, in as many parts as it takes.
    package mutating func append(_ payload: Span<UInt8>, to writer: inout WireWriter) {
        var rest = payload
        while rest.count >= PacketHeader.maximumLength {
            PacketHeader(length: PacketHeader.maximumLength, sequence: sequence.take()).encode(into: &writer)
            writer.span(rest.extracting(first: PacketHeader.maximumLength))
            rest = rest.extracting(droppingFirst: PacketHeader.maximumLength)
        }
        // A packet ends with the first part that is not full, if that has nothing in it.
        PacketHeader(length: rest.count, sequence: sequence.take()).encode(into: &writer)
        writer.span(rest)
    }

    /// Reads a header, which may be in several reads; false where it is not whole.
    private mutating func readHeader(
        in bytes: Span<UInt8>,
        from cursor: inout Int
    ) throws(ProtocolViolation) -> Bool {
        while headerCount < PacketHeader.size {
            guard cursor < bytes.count else { return false }
            headerBits |= UInt32(bytes[cursor]) << UInt32(8 * headerCount)
            headerCount += 1
            cursor += 1
        }
        let length = Int(headerBits & 0xff_ffff)
        try accept(length: length, sequence: UInt8(truncatingIfNeeded: headerBits >> 24))
        (headerBits, headerCount) = (0, 0)
        missing = length
        isContinued = length == PacketHeader.maximumLength
        return true
    }

    /// Checks a header before a byte of its content is kept.
    private mutating func accept(length: Int, sequence number: UInt8) throws(ProtocolViolation) {
        let expected = sequence.next
        guard sequence.accept(number) else {
            throw ProtocolViolation(.outOfOrder(expected: expected, found: number), in: "packet header")
        }
        // Neither is negative, and `total` never exceeds the limit: the sum cannot overflow.
        total += length
        guard total <= maximumPayload else {
            throw ProtocolViolation(.packetTooLarge(length: total, limit: maximumPayload), in: "packet header")
        }
    }
}
