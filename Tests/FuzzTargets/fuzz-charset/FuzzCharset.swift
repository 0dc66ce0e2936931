// SPDX-License-Identifier: Apache-2.0

import FuzzInput
import MySQLTestSupport
import MySQLTypes

/// A byte that picks the character set, then text in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCharset(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = unsafe FuzzInput(start, count)
    let sets = CharacterSet.allCases
    let set = sets[Int(input.byte()) % sets.count]
    let bytes = Array(input.rest)
    var reader = ValueReader()
    reader.read(bytes.span, in: set)
    FuzzInput.demand(reader.contradictions)
    // The decoder stops nowhere and repeats nothing: text is at most three bytes of replacement for each byte.
    precondition(set.decode(bytes.span).utf8.count <= 3 * bytes.count, "\(set) makes text out of nothing")
    return 0
}
