// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
public import MySQLWire

extension GTIDEvent {
    /// The highest field number that is read here.
    private static let lastKnownField: UInt64 = 11

    /// Reads the body of GTID_TAGGED, a message of the serialization library: version, size of the message and the
    /// highest field that may not be ignored (packed integers), then fields with their number in ascending order; a
    /// field that is not there has its default.
    ///
    /// Fields behind the last known one are skipped unless they may not be ignored.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/control_events.h`, `Gtid_event::define_fields`;
    /// `libs/mysql/serialization/`.
    @_lifetime(reader: copy reader)
    public init(taggedFrom reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let version = try reader.packedInteger()
        guard version == 1 else { throw WireError(.invalidValue(version), at: start) }
        let size = try reader.packedInteger()
        guard size >= UInt64(reader.offset - start), size <= UInt64(reader.offset - start + reader.remaining) else {
            throw WireError(.impossibleCount(size), at: start)
        }
        let lastRequired = try reader.packedInteger()
        guard lastRequired <= GTIDEvent.lastKnownField + 1 else {
            throw WireError(.invalidValue(lastRequired), at: start)
        }
        form = .tagged
        flags = 0
        source = .zero
        tag = .empty
        number = 0
        clock = nil
        immediateCommitTimestamp = nil
        originalCommitTimestamp = nil
        transactionLength = nil
        immediateServerVersion = nil
        originalServerVersion = nil
        commitGroupTicket = nil
        let end = start + Int(size)
        var previous: UInt64?
        while reader.offset < end {
            let fieldStart = reader.offset
            let field = try reader.packedInteger()
            if let previous, field <= previous { throw WireError(.invalidValue(field), at: fieldStart) }
            previous = field
            guard field <= GTIDEvent.lastKnownField else {
                // The length of a field that is not known is not written: the rest of the message goes with it.
                try reader.advance(end - reader.offset)
                break
            }
            try read(field: field, from: &reader)
        }
        guard reader.offset == end else { throw WireError(.trailing(count: 0), at: reader.offset) }
        originalCommitTimestamp = originalCommitTimestamp ?? immediateCommitTimestamp
        originalServerVersion = originalServerVersion ?? immediateServerVersion
        try reader.expectEnd()
    }

    @_lifetime(reader: copy reader)
    private mutating func read(field: UInt64, from reader: inout WireReader) throws(WireError) {
        let offset = reader.offset
        switch field {
        case 0:
            let value = try reader.packedInteger()
            guard let bits = UInt8(exactly: value) else { throw WireError(.invalidValue(value), at: offset) }
            flags = bits
        case 1:
            var high: UInt64 = 0
            var low: UInt64 = 0
            for index in 0..<16 {
                let value = try reader.packedInteger()
                guard value <= 255 else { throw WireError(.invalidValue(value), at: offset) }
                if index < 8 { high = high << 8 | value } else { low = low << 8 | value }
            }
            source = SourceID(high: high, low: low)
        case 2: number = try reader.packedSignedInteger()
        case 3: tag = try GTIDTag(from: &reader)
        case 4:
            let value = try reader.packedSignedInteger()
            clock = LogicalClock(lastCommitted: value, sequenceNumber: clock?.sequenceNumber ?? 0)
        case 5:
            let value = try reader.packedSignedInteger()
            clock = LogicalClock(lastCommitted: clock?.lastCommitted ?? 0, sequenceNumber: value)
        case 6: immediateCommitTimestamp = try reader.packedInteger()
        case 7: originalCommitTimestamp = try reader.packedInteger()
        case 8: transactionLength = try reader.packedInteger()
        case 9: immediateServerVersion = UInt32(truncatingIfNeeded: try reader.packedInteger())
        case 10: originalServerVersion = UInt32(truncatingIfNeeded: try reader.packedInteger())
        default: commitGroupTicket = try reader.packedInteger()
        }
    }

    /// Writes the message with every field that is set.
    func encodeTagged(into writer: inout WireWriter) {
        var fields = WireWriter()
        encodeTaggedFields(into: &fields)
        // The size counts its own bytes: one byte for the version, one for the last required field, one or two for itself.
        var size = fields.count + 3
        if size > 127 { size += 1 }
        writer.packedInteger(1)
        writer.packedInteger(UInt64(size))
        writer.packedInteger(0)
        writer.array(fields.bytes)
    }

    private func encodeTaggedFields(into writer: inout WireWriter) {
        writer.packedInteger(0)
        writer.packedInteger(UInt64(flags))
        writer.packedInteger(1)
        var identifier = WireWriter()
        source.encode(into: &identifier)
        for byte in identifier.bytes { writer.packedInteger(UInt64(byte)) }
        writer.packedInteger(2)
        writer.packedSignedInteger(number)
        writer.packedInteger(3)
        let text = Array(tag.description.utf8)
        writer.packedInteger(UInt64(text.count))
        writer.array(text)
        if let clock {
            writer.packedInteger(4)
            writer.packedSignedInteger(clock.lastCommitted)
            writer.packedInteger(5)
            writer.packedSignedInteger(clock.sequenceNumber)
        }
        if let immediateCommitTimestamp {
            writer.packedInteger(6)
            writer.packedInteger(immediateCommitTimestamp)
            if let originalCommitTimestamp, originalCommitTimestamp != immediateCommitTimestamp {
                writer.packedInteger(7)
                writer.packedInteger(originalCommitTimestamp)
            }
        }
        if let transactionLength {
            writer.packedInteger(8)
            writer.packedInteger(transactionLength)
        }
        if let immediateServerVersion {
            writer.packedInteger(9)
            writer.packedInteger(UInt64(immediateServerVersion))
            if let originalServerVersion, originalServerVersion != immediateServerVersion {
                writer.packedInteger(10)
                writer.packedInteger(UInt64(originalServerVersion))
            }
        }
        if let commitGroupTicket {
            writer.packedInteger(11)
            writer.packedInteger(commitGroupTicket)
        }
    }
}
