// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Decompresses deflate data whose size is known, into memory whose size the caller limits.
public enum Inflate {
    /// What stands around the deflate data.
    public enum Wrapping: Sendable {
        /// A zlib header and an Adler-32 checksum (RFC 1950).
        case zlib
        /// Nothing (RFC 1951).
        case raw
    }

    /// The `size` bytes that `compressed` holds.
    ///
    /// - Throws: ``WireError/Kind/decompressedSizeExceeded(limit:)`` when `size` is above `limit`;
    ///   ``WireError/Kind/corruptCompressedData`` when the data is not what it says, or yields more or less than `size`;
    ///   ``WireError/Kind/trailing(count:)`` when bytes are left behind its end.
    public static func bytes(
        from compressed: Span<UInt8>,
        wrapping: Wrapping,
        size: Int,
        limit: Int
    ) throws(WireError) -> [UInt8] {
        var output: [UInt8] = []
        try Inflater().decompress(compressed, wrapping: wrapping, size: size, limit: limit, into: &output)
        return output
    }

    /// Refuses a size above the limit, or one that the compressed bytes cannot yield, before memory is taken for it.
    static func checkSize(_ size: Int, of compressed: Span<UInt8>, limit: Int) throws(WireError) {
        guard size <= limit else { throw WireError(.decompressedSizeExceeded(limit: limit), at: 0) }
        // Deflate's best ratio is 1032 to 1: a length of 258 in two bits.
        guard size >= 0, size / 1032 <= compressed.count else { throw WireError(.corruptCompressedData, at: 0) }
    }

    /// Both libraries stop where the data ends; what they left is an error, so that no byte is lost unseen.
    static func checkEnd(_ consumed: Int, of compressed: Span<UInt8>) throws(WireError) {
        guard consumed == compressed.count else {
            throw WireError(.trailing(count: compressed.count - consumed), at: consumed)
        }
    }

    /// The same by zlib, which is there in every build.
    package static func byZlib(
        _ compressed: Span<UInt8>,
        wrapping: Wrapping,
        size: Int
    ) throws(WireError) -> [UInt8] {
        var stream = unsafe z_stream()
        // zlib takes window bits 15, negative where no header is to be expected.
        let opened = unsafe inflateInit2_(
            &stream,
            wrapping == .zlib ? 15 : -15,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard opened == Z_OK else { throw WireError(.corruptCompressedData, at: 0) }
        defer { unsafe inflateEnd(&stream) }
        var verdict: Int32 = Z_DATA_ERROR
        var produced = 0
        let output = unsafe [UInt8](unsafeUninitializedCapacity: max(size, 1)) { target, written in
            unsafe compressed.withUnsafeBufferPointer { source in
                unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.avail_in = UInt32(truncatingIfNeeded: source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(truncatingIfNeeded: size)
                verdict = unsafe inflate(&stream, Z_FINISH)
                produced = unsafe Int(stream.total_out)
            }
            written = produced
        }
        guard verdict == Z_STREAM_END, produced == size else { throw WireError(.corruptCompressedData, at: 0) }
        try checkEnd(unsafe Int(stream.total_in), of: compressed)
        return output
    }
}
