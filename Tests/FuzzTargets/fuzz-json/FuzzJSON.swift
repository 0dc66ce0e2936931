// SPDX-License-Identifier: Apache-2.0

import FuzzInput
import MySQLTestSupport
import MySQLTypes

/// A document behind its length, and differences to apply to it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = unsafe FuzzInput(start, count)
    let document = input.run()
    let diffs = Array(input.rest)
    var reader = ValueReader()
    reader.readDocument(document.span)
    reader.readDiffs(diffs.span, of: document.span)
    reader.readGeometry(document.span)
    if let path = try? JSONPath(diffs.span) { demandSame(path) }
    FuzzInput.demand(reader.contradictions)
    return 0
}

private func demandSame(_ path: JSONPath) {
    // Keys are bytes that need not be UTF-8, so the text is compared before it becomes a String.
    var writer = TextWriter()
    path.write(to: &writer)
    let text = writer.bytes
    let again = try? JSONPath(text.span)
    precondition(again == path, "\(path) is read as another path")
}
