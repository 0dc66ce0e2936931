// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

extension GTIDSet {
    /// The two binary forms of a set.
    public enum WireFormat: Sendable, Hashable {
        /// Without tags: every server reads it.
        case untagged
        /// With a tag, perhaps empty, in each entry: MySQL 8.3 and above.
        case tagged
    }

    /// Reads the binary form of either format and leaves what stands behind it.
    ///
    /// - Throws: ``WireError/Kind/invalidValue(_:)`` for what servers refuse with error 1773: an unknown format, an empty
    ///   interval, intervals that are out of order, overlap or touch, numbers that no transaction has.
    public init(from reader: inout WireReader) throws(WireError) {
        self = try GTIDSet.decode(from: &reader).set
    }

    /// Reads the binary form as ``init(from:)`` does, and says which format it was.
    ///
    /// A server may use the tagged format for a set without tags. Entries may be in any order and may repeat.
    ///
    /// Shape: a header of 8 bytes (untagged: the number of entries; tagged: `01`, the number in 6 bytes, `01`); for each
    /// entry 16 bytes of UUID, the tag (tagged format only: packed length and bytes), the number of intervals in 8 bytes,
    /// for each interval its first number and the number behind its last, 8 bytes each. All numbers are little-endian.
    ///
    /// Source: MySQL 9.7, `sql/rpl_gtid_set.cc`, `Gtid_set::add_gtid_encoding`.
    public static func decode(
        from reader: inout WireReader
    ) throws(WireError) -> (set: GTIDSet, format: WireFormat) {
        let start = reader.offset
        let header = try reader.uint64()
        let format: WireFormat
        let claimed: UInt64
        switch (header >> 56, header & 0xff) {
        case (0, _): (format, claimed) = (.untagged, header)
        case (1, 1): (format, claimed) = (.tagged, (header << 8) >> 16)
        default: throw WireError(.invalidValue(header), at: start)
        }
        // An entry has at least a UUID and its number of intervals, and in the tagged format the length of its tag.
        let count = try reader.checkedCount(claimed, elementSize: format == .tagged ? 25 : 24)
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let source = try SourceID(from: &reader)
            let tag = format == .tagged ? try GTIDTag(from: &reader) : .empty
            entries.append(Entry(key: Key(source: source, tag: tag), intervals: try intervals(from: &reader)))
        }
        return (GTIDSet(unsorted: entries), format)
    }

    /// Writes the binary form: the tagged one where the set has tags or `format` asks for it.
    ///
    /// Servers below 8.3 refuse the tagged format, so a client leaves `format` as it is.
    public func encode(into writer: inout WireWriter, format: WireFormat = .untagged) {
        let isTagged = format == .tagged || hasTags
        let header = UInt64(entries.count)
        writer.uint64(isTagged ? 1 << 56 | header << 8 | 1 : header)
        for entry in entries {
            entry.source.encode(into: &writer)
            if isTagged { entry.tag.encode(into: &writer) }
            writer.uint64(UInt64(entry.intervals.count))
            for interval in entry.intervals {
                writer.uint64(UInt64(interval.first))
                writer.uint64(UInt64(interval.last) + 1)
            }
        }
    }

    private static func intervals(from reader: inout WireReader) throws(WireError) -> [GTIDInterval] {
        let claimed = try reader.uint64()
        let count = try reader.checkedCount(claimed, elementSize: 16)
        var intervals: [GTIDInterval] = []
        intervals.reserveCapacity(count)
        // The number behind the last one; the next interval begins behind it, else the two would be one.
        var previousEnd: UInt64 = 0
        for _ in 0..<count {
            let start = reader.offset
            let first = try reader.uint64()
            guard first > previousEnd else { throw WireError(.invalidValue(first), at: start) }
            let end = try reader.uint64()
            guard first < end, end <= UInt64(Int64.max) else { throw WireError(.invalidValue(end), at: start + 8) }
            intervals.append(GTIDInterval(trusted: Int64(first), through: Int64(end - 1)))
            previousEnd = end
        }
        return intervals
    }
}
