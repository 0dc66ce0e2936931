// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// A whole transaction, compressed; its events follow as events of their own.
public struct TransactionPayloadEvent: ~Escapable {
    /// 0 for zstd, 255 for none.
    public var compression: UInt64
    /// Bytes of the events inside, as the event claims; nil where it does not tell.
    public var uncompressedSize: UInt64?
    /// The events inside, compressed.
    public var payload: Span<UInt8>

    /// Reads the body: fields of type, length (length-encoded both) and value; 1 is the payload's size, 2 the
    /// compression, 3 the size of what it holds, 0 ends them; then the payload.
    ///
    /// Other fields are skipped.
    ///
    /// Source: MySQL 9.7, `libs/mysql/binlog/event/codecs/binary.cpp`, `Transaction_payload::decode`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        var size: UInt64?
        var algorithm: UInt64?
        var uncompressed: UInt64?
        while true {
            let type = try reader.lengthEncodedInteger()
            if type == 0 { break }
            var value = WireReader(try reader.lengthEncodedSpan())
            switch type {
            case 1: size = try value.lengthEncodedInteger()
            case 2: algorithm = try value.lengthEncodedInteger()
            case 3: uncompressed = try value.lengthEncodedInteger()
            default: break
            }
        }
        guard let algorithm, let size else { throw WireError(.invalidValue(0), at: reader.offset) }
        compression = algorithm
        uncompressedSize = uncompressed
        payload = try reader.span(count: try reader.checkedCount(size, elementSize: 1))
        try reader.expectEnd()
    }

    /// Writes the body, with its fields in the order in which servers write them.
    public func encode(into writer: inout WireWriter) {
        TransactionPayloadEvent.field(2, compression, into: &writer)
        if let uncompressedSize { TransactionPayloadEvent.field(3, uncompressedSize, into: &writer) }
        TransactionPayloadEvent.field(1, UInt64(payload.count), into: &writer)
        writer.lengthEncodedInteger(0)
        writer.span(payload)
    }

    private static func field(_ type: UInt64, _ value: UInt64, into writer: inout WireWriter) {
        var number = WireWriter()
        number.lengthEncodedInteger(value)
        writer.lengthEncodedInteger(type)
        writer.lengthEncodedSpan(number.bytes.span)
    }
}
