// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The events inside an event: of a transaction payload, decompressed as they are asked for, or a rows event put together
/// from fragments.
struct InnerEvents {
    /// Bytes that one step decompresses at the most, where the event at hand needs no more.
    private static let step = 1 << 16

    /// Where the events come from.
    private enum Source {
        case none
        /// The compressed bytes that are left, by their place in the outer event.
        case zstd(Range<Int>)
        /// The bytes that are left, not compressed, by their place in the outer event.
        case plain(Range<Int>)
        /// All bytes are there.
        case complete
    }

    private var source = Source.none
    private var zstd: ZstdStream?
    /// Bytes of whole and cut events.
    private var bytes: [UInt8] = []
    /// Where the event at hand stands in ``bytes``.
    private(set) var currentRange = 0..<0
    /// Bytes that the events may still take; nil where the payload does not tell.
    private var promised: UInt64?
    private var isFrameOpen = false
    /// Where the outer event stands in the file.
    private(set) var position: UInt64 = 0
    /// What the outer event is.
    private(set) var outerType = EventType.transactionPayload

    private var fragments: [UInt8] = []
    private var nextFragment: UInt32 = 1
    private var fragmentCount: UInt32 = 0

    var isActive: Bool {
        if case .none = source { return false }
        return true
    }

    var currentBytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes.span.extracting(currentRange) }
    }

    mutating func end() {
        source = .none
        bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
        currentRange = 0..<0
    }

    /// Begins a payload that stands at `range` of the outer event; says why it cannot.
    mutating func begin(
        _ compression: UInt64,
        size: UInt64?,
        range: Range<Int>,
        type: EventType,
        at position: UInt64
    ) -> BinlogError.Kind? {
        end()
        self.position = position
        outerType = type
        promised = size
        isFrameOpen = false
        switch compression {
        case 0:
            if zstd == nil { zstd = ZstdStream() }
            zstd?.reset()
            source = .zstd(range)
        case 255: source = .plain(range)
        default: return .unknownCompression(compression)
        }
        return nil
    }

    /// Lends the bytes out; ``giveBack(_:)`` returns them.
    mutating func takeBytes() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        return taken
    }

    mutating func giveBack(_ taken: [UInt8]) {
        bytes = taken
    }

    /// Goes to the next event; false where none is left.
    ///
    /// Afterwards ``currentRange`` tells where it stands.
    mutating func advance(_ outer: Span<UInt8>, limit: Int) throws(BinlogError) -> Bool {
        var start = currentRange.upperBound
        var needed = EventHeader.byteCount
        while true {
            if bytes.count - start >= EventHeader.byteCount {
                var reader = WireReader(bytes.span.extracting(start...))
                guard let header = try? EventHeader(from: &reader) else { return false }
                guard header.length >= EventHeader.byteCount else {
                    throw BinlogError(.impossibleLength(header.length), at: position)
                }
                guard Int(header.length) <= limit else {
                    throw BinlogError(.eventTooLarge(length: header.length, limit: limit), at: position)
                }
                needed = Int(header.length)
                if bytes.count - start >= needed {
                    currentRange = start..<(start + needed)
                    return true
                }
            }
            // What was read is dropped only where more is needed, so that it costs nothing per event.
            bytes.removeFirst(start)
            start = 0
            currentRange = 0..<0
            guard try more(outer, wanted: needed - bytes.count) else {
                let isWhole = bytes.isEmpty && promised ?? 0 == 0 && !isFrameOpen
                end()
                guard isWhole else { throw BinlogError(.malformedPayload, at: position) }
                return false
            }
        }
    }

    /// Gets more bytes; false where there are none.
    private mutating func more(_ outer: Span<UInt8>, wanted: Int) throws(BinlogError) -> Bool {
        let before = bytes.count
        switch source {
        case .none, .complete: return false
        case .plain(let range):
            let count = min(range.count, max(wanted, InnerEvents.step))
            bytes.append(copying: outer.extracting(range.lowerBound..<(range.lowerBound + count)))
            source = .plain((range.lowerBound + count)..<range.upperBound)
        case .zstd(let range):
            guard let zstd else { throw BinlogError(.malformedPayload, at: position) }
            guard !range.isEmpty || isFrameOpen else { return false }
            do throws(WireError) {
                // Room is taken as bytes come, whatever the event at hand claims.
                let done = try zstd.decompress(
                    outer.extracting(range),
                    appendingTo: &bytes,
                    limit: min(max(wanted, InnerEvents.step), max(2 * before, InnerEvents.step))
                )
                isFrameOpen = !done.isFrameComplete
                source = .zstd((range.lowerBound + done.consumed)..<range.upperBound)
                guard done.consumed > 0 || done.produced > 0 else { return false }
            } catch {
                throw BinlogError(.malformed(error), at: position)
            }
        }
        if let left = promised {
            let produced = UInt64(bytes.count - before)
            guard produced <= left else { throw BinlogError(.malformedPayload, at: position) }
            promised = left - produced
        }
        return bytes.count > before || isFrameOpen
    }
}

extension InnerEvents {
    /// Forgets fragments that were not completed.
    mutating func dropFragments() {
        fragments.removeAll()
        nextFragment = 1
    }

    /// Takes a fragment of a rows event; behind the last one the event is there to be read.
    ///
    /// Says why it cannot.
    mutating func add(
        _ fragment: borrowing PartialRowDataEvent,
        limit: Int,
        type: EventType,
        at position: UInt64
    ) -> BinlogError.Kind? {
        if nextFragment == 1 { fragmentCount = fragment.fragmentCount }
        guard fragment.fragmentNumber == nextFragment, fragment.fragmentCount == fragmentCount else {
            return .fragmentOutOfOrder(expected: nextFragment, found: fragment.fragmentNumber)
        }
        guard fragments.count + fragment.fragment.count <= limit else {
            return .eventTooLarge(length: UInt32(truncatingIfNeeded: fragments.count), limit: limit)
        }
        fragments.append(copying: fragment.fragment)
        guard nextFragment == fragmentCount else {
            nextFragment += 1
            return nil
        }
        end()
        self.position = position
        outerType = type
        promised = nil
        isFrameOpen = false
        bytes = fragments
        source = .complete
        dropFragments()
        return nil
    }
}
