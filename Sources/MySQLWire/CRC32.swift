// SPDX-License-Identifier: Apache-2.0

import CZlib

#if Libdeflate
import CLibdeflate
#endif

/// CRC-32 with the IEEE 802.3 polynomial, as binlog events carry it.
///
/// Source: MySQL 9.7, `libs/mysql/binlog/event/binlog_event.cpp`, `checksum_crc32`.
public enum CRC32 {
    /// The checksum of `bytes`, continued from `seed` (the checksum of what came before).
    public static func checksum(of bytes: Span<UInt8>, from seed: UInt32 = 0) -> UInt32 {
        #if Libdeflate
        // Without bytes libdeflate answers with its own start value, not with the seed.
        guard !bytes.isEmpty else { return seed }
        return unsafe bytes.withUnsafeBufferPointer { unsafe libdeflate_crc32(seed, $0.baseAddress, $0.count) }
        #else
        return checksumByZlib(of: bytes, from: seed)
        #endif
    }

    /// The same by zlib, which is there in every build.
    package static func checksumByZlib(of bytes: Span<UInt8>, from seed: UInt32 = 0) -> UInt32 {
        guard !bytes.isEmpty else { return seed }
        return unsafe bytes.withUnsafeBufferPointer {
            unsafe UInt32(truncatingIfNeeded: crc32_z(UInt(seed), $0.baseAddress, $0.count))
        }
    }
}
