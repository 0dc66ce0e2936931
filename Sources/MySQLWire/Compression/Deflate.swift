// SPDX-License-Identifier: Apache-2.0

#if Libdeflate
import CLibdeflate
#else
import CZlib
#endif

/// Compresses into zlib streams (RFC 1950): the counterpart of ``Inflate``.
public enum Deflate {
    /// The zlib stream of `content`; nil where it would not be shorter than `content`.
    ///
    /// Levels go from 1, the fastest, to 9, the smallest.
    public static func zlib(_ content: Span<UInt8>, level: Int = 6) -> [UInt8]? {
        guard content.count > 1 else { return nil }
        #if Libdeflate
        guard let compressor = unsafe libdeflate_alloc_compressor(Int32(min(max(level, 1), 9))) else { return nil }
        defer { unsafe libdeflate_free_compressor(compressor) }
        #endif
        let room = content.count - 1
        let compressed = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, written in
            unsafe content.withUnsafeBufferPointer { source in
                #if Libdeflate
                // Gives 0 where the room is too small.
                unsafe written = libdeflate_zlib_compress(
                    compressor,
                    source.baseAddress,
                    source.count,
                    target.baseAddress,
                    room
                )
                #else
                var length = UInt(room)
                let verdict = unsafe compress2(
                    target.baseAddress,
                    &length,
                    source.baseAddress,
                    UInt(source.count),
                    Int32(min(max(level, 1), 9))
                )
                written = verdict == Z_OK ? Int(length) : 0
                #endif
            }
        }
        return compressed.isEmpty ? nil : compressed
    }
}
