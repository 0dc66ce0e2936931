// SPDX-License-Identifier: Apache-2.0

import CZstd

/// Decompresses zstd frames piece by piece; keeps its context for the next frame.
///
/// Not `Sendable`: one owner feeds it. Safe to hold: the context is made here, freed here and never handed out.
@safe
public final class ZstdStream {
    private let context: OpaquePointer

    /// Nil where zstd cannot get the memory for a context.
    public init?() {
        guard let context = unsafe ZSTD_createDCtx() else { return nil }
        unsafe self.context = context
    }

    deinit {
        unsafe ZSTD_freeDCtx(context)
    }

    /// Forgets the frame under way.
    ///
    /// - Parameter windowLog: The base-2 logarithm of the largest window, in bytes, that a frame may ask for.
    public func reset(windowLog: Int = 27) {
        unsafe ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Int32(windowLog))
    }

    /// What one step did.
    public struct Step: Sendable, Hashable {
        /// Bytes of the input that were used.
        public var consumed: Int
        /// Bytes appended to the output.
        public var produced: Int
        /// Whether a frame ended here.
        public var isFrameComplete: Bool
    }

    /// Decompresses from `input` and appends at most `limit` bytes to `output`.
    ///
    /// - Throws: ``WireError/Kind/corruptCompressedData`` when `input` is not zstd, or asks for too large a window.
    public func decompress(
        _ input: Span<UInt8>,
        appendingTo output: inout [UInt8],
        limit: Int
    ) throws(WireError) -> Step {
        let start = output.count
        var step = Step(consumed: 0, produced: 0, isFrameComplete: false)
        var failed = false
        output.append(addingCapacity: limit) { target in
            let produced = unsafe target.withUnsafeMutableBufferPointer { buffer, initialized in
                let room = buffer.count - initialized
                var out = unsafe ZSTD_outBuffer(
                    dst: buffer.baseAddress.map { unsafe UnsafeMutableRawPointer($0 + initialized) },
                    size: min(room, limit),
                    pos: 0
                )
                unsafe input.withUnsafeBufferPointer { source in
                    var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
                    let result = unsafe ZSTD_decompressStream(context, &out, &from)
                    failed = ZSTD_isError(result) != 0
                    step.isFrameComplete = !failed && result == 0
                    unsafe step.consumed = from.pos
                }
                unsafe initialized += out.pos
                return unsafe out.pos
            }
            step.produced = produced
        }
        guard !failed else {
            output.removeLast(output.count - start)
            throw WireError(.corruptCompressedData, at: 0)
        }
        return step
    }
}
