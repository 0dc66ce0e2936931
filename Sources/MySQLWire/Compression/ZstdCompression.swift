// SPDX-License-Identifier: Apache-2.0

import CZstd

/// Compresses into zstd frames: the counterpart of ``ZstdStream``.
public enum ZstdCompression {
    /// The zstd frame of `content`; nil where it would not be shorter than `content`.
    ///
    /// Levels go from 1, the fastest, to 22, the smallest.
    public static func frame(_ content: Span<UInt8>, level: Int = 3) -> [UInt8]? {
        guard content.count > 1 else { return nil }
        let room = content.count - 1
        let compressed = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, written in
            unsafe content.withUnsafeBufferPointer { source in
                let result = unsafe ZSTD_compress(
                    target.baseAddress,
                    room,
                    source.baseAddress,
                    source.count,
                    Int32(min(max(level, 1), 22))
                )
                // Too small a room is an error as well.
                written = ZSTD_isError(result) != 0 ? 0 : result
            }
        }
        return compressed.isEmpty ? nil : compressed
    }
}
