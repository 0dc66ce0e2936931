// SPDX-License-Identifier: Apache-2.0

#if Libdeflate
import CLibdeflate
#endif

/// Decompresses deflate data whose size is known, again and again; keeps its context for the next time.
///
/// Not `Sendable`: one owner feeds it. Safe to hold: the context is made here, freed here and never handed out.
@safe
public final class Inflater {
    #if Libdeflate
    private let context: OpaquePointer?
    #endif

    /// Has nothing to decompress yet.
    public init() {
        #if Libdeflate
        unsafe context = libdeflate_alloc_decompressor()
        #endif
    }

    #if Libdeflate
    deinit {
        unsafe libdeflate_free_decompressor(context)
    }
    #endif

    /// Puts the `size` bytes that `compressed` holds into `output`, in place of what it holds; its memory is used again.
    ///
    /// - Throws: the errors of ``Inflate/bytes(from:wrapping:size:limit:)``; `output` is empty then.
    public func decompress(
        _ compressed: Span<UInt8>,
        wrapping: Inflate.Wrapping,
        size: Int,
        limit: Int,
        into output: inout [UInt8]
    ) throws(WireError) {
        output.removeAll(keepingCapacity: true)
        try Inflate.checkSize(size, of: compressed, limit: limit)
        #if Libdeflate
        guard let context = unsafe context else { throw WireError(.corruptCompressedData, at: 0) }
        var verdict = LIBDEFLATE_BAD_DATA
        var consumed = 0
        output.append(addingCapacity: size) { target in
            unsafe target.withUnsafeMutableBufferPointer { buffer, written in
                // The array is empty, and has room for `size` bytes at least.
                unsafe compressed.withUnsafeBufferPointer { source in
                    unsafe verdict =
                        wrapping == .zlib
                        ? libdeflate_zlib_decompress_ex(
                            context,
                            source.baseAddress,
                            source.count,
                            buffer.baseAddress,
                            size,
                            &consumed,
                            nil
                        )
                        : libdeflate_deflate_decompress_ex(
                            context,
                            source.baseAddress,
                            source.count,
                            buffer.baseAddress,
                            size,
                            &consumed,
                            nil
                        )
                }
                written = verdict == LIBDEFLATE_SUCCESS ? size : 0
            }
        }
        guard verdict == LIBDEFLATE_SUCCESS else { throw WireError(.corruptCompressedData, at: 0) }
        do throws(WireError) {
            try Inflate.checkEnd(consumed, of: compressed)
        } catch {
            output.removeAll(keepingCapacity: true)
            throw error
        }
        #else
        output = try Inflate.byZlib(compressed, wrapping: wrapping, size: size)
        #endif
    }
}
