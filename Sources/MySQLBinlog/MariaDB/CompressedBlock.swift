// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A statement or row images as MariaDB compresses them in its log.
struct CompressedBlock: ~Escapable {
    /// Bytes of what is compressed, as the block claims.
    var size: Int
    /// The zlib stream.
    var stream: Span<UInt8>

    /// Reads a block to the end: 0x80, algorithm in bits 4 to 6 (0 is zlib) and number of length bytes in bits 0 to 2; the
    /// length, big-endian; a zlib stream.
    ///
    /// Source: MariaDB 11.8, `sql/log_event.cc`, `binlog_buf_uncompress`.
    @_lifetime(copy reader)
    init(from reader: inout WireReader) throws(WireError) {
        let head = try reader.uint8()
        guard head & 0xf0 == 0x80, head & 7 >= 1, head & 7 <= 4, head & 8 == 0 else {
            throw WireError(.invalidValue(UInt64(head)), at: reader.offset - 1)
        }
        size = Int(try reader.bigEndian(width: Int(head & 7)))
        stream = reader.rest()
    }

    /// Puts what is compressed into `output`, in place of what it holds.
    func decompress(by inflater: Inflater, limit: Int, into output: inout [UInt8]) throws(WireError) {
        try inflater.decompress(stream, wrapping: .zlib, size: size, limit: limit, into: &output)
    }
}
