// SPDX-License-Identifier: Apache-2.0

import FuzzInput

/// A whole file, event by event, checksums aside.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEvents(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe FuzzInput(start, count)
    FuzzInput.walk(Array(input.rest))
    return 0
}
