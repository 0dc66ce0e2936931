// SPDX-License-Identifier: Apache-2.0

import FuzzInput
import MySQLBinlog
import MySQLTestSupport
import MySQLWire

/// A table map and rows events of its table: a byte of kind, the table map behind its length, the rows.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRows(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = unsafe FuzzInput(start, count)
    let kind = input.byte()
    let tableMap = input.run()
    // Rows of another table are refused at once, so they name the right one.
    let rows = Array(tableMap.prefix(6)) + input.rest.dropFirst(6)
    let types: [EventType] = [
        .writeRows, .updateRows, .deleteRows, .partialUpdateRows, .writeRowsV1, .updateRowsV1, .deleteRowsV1,
        .writeRowsCompressed,
    ]
    var log = SyntheticLog(kind & 1 == 0 ? .mysql : .mariaDB, hasChecksums: false)
    log.append(.tableMap) { $0.array(tableMap) }
    log.append(types[Int(kind >> 1) % types.count]) { $0.array(rows) }
    FuzzInput.walk(log.bytes)
    return 0
}
