// SPDX-License-Identifier: Apache-2.0

import CSodium

extension [UInt8] {
    /// Overwrites the bytes with zeros in a way that no optimiser leaves out; other copies of the array keep theirs.
    mutating func wipe() {
        unsafe withUnsafeMutableBytes { unsafe sodium_memzero($0.baseAddress, $0.count) }
    }
}
