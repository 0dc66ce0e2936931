// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// A file that gzip wrote.
enum GzipMember {
    /// The content of the file's only member: a header of 10 bytes, the original name where flag 8 is set, deflate data, CRC-32
    /// and size of the content.
    ///
    /// Source: RFC 1952.
    static func content(of file: [UInt8]) throws -> [UInt8] {
        var reader = WireReader(file.span)
        let magic = try reader.uint16()
        let method = try reader.uint8()
        let flags = try reader.uint8()
        guard magic == 0x8b1f, method == 8, flags & ~8 == 0 else {
            throw WireError(.invalidValue(UInt64(flags)), at: 3)
        }
        try reader.advance(6)
        if flags & 8 != 0 { _ = try reader.nullTerminatedSpan() }
        let compressed = try reader.span(count: reader.remaining - 8)
        let checksum = try reader.uint32()
        let size = try reader.uint32()
        let content = try Inflate.bytes(from: compressed, wrapping: .raw, size: Int(size), limit: 1 << 28)
        guard CRC32.checksum(of: content.span) == checksum else { throw WireError(.corruptCompressedData, at: 0) }
        return content
    }
}
