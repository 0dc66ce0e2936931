// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Shapes in well-known binary, turned into well-known text.
///
/// Each shape is a byte order (1 is little-endian, 0 big-endian), 4 bytes of kind and what the kind asks for. Numbers are
/// doubles, counts take 4 bytes.
///
/// Source: OGC 06-103r4, 8.2; MySQL 9.7, `sql/spatial.h`, `Geometry::wkbType`.
enum WellKnownBinary {
    /// What a shape is; the numbers are those of the format.
    private enum Kind: UInt32 {
        case point = 1
        case line
        case polygon
        case multiPoint
        case multiLine
        case multiPolygon
        case collection
    }

    /// The first two fields of a shape.
    private struct Header {
        var isLittleEndian: Bool
        var kind: Kind

        @_lifetime(reader: copy reader)
        init(from reader: inout WireReader) throws(WireError) {
            let start = reader.offset
            let order = try reader.uint8()
            guard order <= 1 else { throw WireError(.invalidValue(UInt64(order)), at: start) }
            isLittleEndian = order == 1
            let number = isLittleEndian ? try reader.uint32() : try reader.uint32().byteSwapped
            guard let kind = Kind(rawValue: number) else {
                throw WireError(.invalidValue(UInt64(number)), at: start + 1)
            }
            self.kind = kind
        }

        @_lifetime(reader: copy reader)
        func count(from reader: inout WireReader, elementSize: Int) throws(WireError) -> Int {
            let number = isLittleEndian ? try reader.uint32() : try reader.uint32().byteSwapped
            return try reader.checkedCount(UInt64(number), elementSize: elementSize)
        }

        @_lifetime(reader: copy reader)
        func number(from reader: inout WireReader) throws(WireError) -> Double {
            let bits = try reader.uint64()
            return Double(bitPattern: isLittleEndian ? bits : bits.byteSwapped)
        }
    }

    /// Writes the shape that begins here with its name; `depth` collections stand around it.
    @_lifetime(reader: copy reader)
    static func writeShape(from reader: inout WireReader, to text: inout TextWriter, depth: Int) throws(WireError) {
        let header = try Header(from: &reader)
        switch header.kind {
        case .point: text.append("POINT")
        case .line: text.append("LINESTRING")
        case .polygon: text.append("POLYGON")
        case .multiPoint: text.append("MULTIPOINT")
        case .multiLine: text.append("MULTILINESTRING")
        case .multiPolygon: text.append("MULTIPOLYGON")
        case .collection: text.append("GEOMETRYCOLLECTION")
        }
        switch header.kind {
        case .point, .line, .polygon: try writeBody(header, from: &reader, to: &text)
        case .multiPoint: try writeMembers(header, ofKind: .point, minimumSize: 21, from: &reader, to: &text)
        case .multiLine: try writeMembers(header, ofKind: .line, minimumSize: 9, from: &reader, to: &text)
        case .multiPolygon: try writeMembers(header, ofKind: .polygon, minimumSize: 9, from: &reader, to: &text)
        case .collection:
            guard depth < GeometryView.nestingLimit else {
                throw WireError(.nestedTooDeep(limit: GeometryView.nestingLimit), at: reader.offset)
            }
            // The smallest shape is a byte order, a kind and a count.
            let count = try header.count(from: &reader, elementSize: 9)
            guard count > 0 else {
                text.append(" EMPTY")
                return
            }
            for index in 0..<count {
                text.append(UInt8(ascii: index == 0 ? "(" : ","))
                try writeShape(from: &reader, to: &text, depth: depth + 1)
            }
            text.append(UInt8(ascii: ")"))
        }
    }

    /// Writes the members of a shape that holds shapes of one kind, without their name.
    @_lifetime(reader: copy reader)
    private static func writeMembers(
        _ header: Header,
        ofKind kind: Kind,
        minimumSize: Int,
        from reader: inout WireReader,
        to text: inout TextWriter
    ) throws(WireError) {
        let count = try header.count(from: &reader, elementSize: minimumSize)
        guard count > 0 else {
            text.append(" EMPTY")
            return
        }
        for index in 0..<count {
            text.append(UInt8(ascii: index == 0 ? "(" : ","))
            let start = reader.offset
            let member = try Header(from: &reader)
            guard member.kind == kind else {
                throw WireError(.invalidValue(UInt64(member.kind.rawValue)), at: start + 1)
            }
            try writeBody(member, from: &reader, to: &text)
        }
        text.append(UInt8(ascii: ")"))
    }

    /// Writes what a point, a line or a polygon has in its parentheses, and these.
    @_lifetime(reader: copy reader)
    private static func writeBody(
        _ header: Header,
        from reader: inout WireReader,
        to text: inout TextWriter
    ) throws(WireError) {
        switch header.kind {
        case .point:
            text.append(UInt8(ascii: "("))
            try writePoint(header, from: &reader, to: &text)
            text.append(UInt8(ascii: ")"))
        case .line:
            try writePoints(header, from: &reader, to: &text)
        default:
            // A ring without points is a count.
            let count = try header.count(from: &reader, elementSize: 4)
            guard count > 0 else {
                text.append(" EMPTY")
                return
            }
            for index in 0..<count {
                text.append(UInt8(ascii: index == 0 ? "(" : ","))
                try writePoints(header, from: &reader, to: &text)
            }
            text.append(UInt8(ascii: ")"))
        }
    }

    @_lifetime(reader: copy reader)
    private static func writePoints(
        _ header: Header,
        from reader: inout WireReader,
        to text: inout TextWriter
    ) throws(WireError) {
        let count = try header.count(from: &reader, elementSize: 16)
        guard count > 0 else {
            text.append(" EMPTY")
            return
        }
        for index in 0..<count {
            text.append(UInt8(ascii: index == 0 ? "(" : ","))
            try writePoint(header, from: &reader, to: &text)
        }
        text.append(UInt8(ascii: ")"))
    }

    @_lifetime(reader: copy reader)
    private static func writePoint(
        _ header: Header,
        from reader: inout WireReader,
        to text: inout TextWriter
    ) throws(WireError) {
        text.append(try header.number(from: &reader))
        text.append(UInt8(ascii: " "))
        text.append(try header.number(from: &reader))
    }
}
