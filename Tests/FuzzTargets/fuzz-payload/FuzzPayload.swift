// SPDX-License-Identifier: Apache-2.0

import FuzzInput
import MySQLBinlog
import MySQLTestSupport
import MySQLWire

/// A byte of kind, then what it says: a transaction payload, compressed or not, or one of MariaDB's compressed blocks.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPayload(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = unsafe FuzzInput(start, count)
    let kind = input.byte()
    let bytes = Array(input.rest)
    switch kind % 6 {
    case 0: walk(.mysql, .transactionPayload) { $0.array(bytes) }
    case 1: walk(.mysql, .transactionPayload) { payload(bytes, compression: 0, into: &$0) }
    case 2: walk(.mysql, .transactionPayload) { payload(bytes, compression: 255, into: &$0) }
    case 3: walk(.mariaDB, .queryCompressed) { $0.array(bytes) }
    case 4: walk(.mariaDB, .partialRowData) { $0.array(bytes) }
    default:
        let value = CompressedColumnView(bytes.span, isBinary: true)
        _ = try? value.decompressed(limit: 1 << 24)
    }
    return 0
}

private func walk(_ server: SyntheticLog.Server, _ type: EventType, _ body: (inout WireWriter) -> Void) {
    var log = SyntheticLog(server, hasChecksums: false)
    log.append(type, body: body)
    FuzzInput.walk(log.bytes)
}

/// The fields in front of a payload: compression, no size, length.
private func payload(_ bytes: [UInt8], compression: UInt8, into writer: inout WireWriter) {
    var number = WireWriter()
    number.lengthEncodedInteger(UInt64(compression))
    writer.uint8(2)
    writer.lengthEncodedSpan(number.bytes.span)
    var size = WireWriter()
    size.lengthEncodedInteger(UInt64(bytes.count))
    writer.uint8(1)
    writer.lengthEncodedSpan(size.bytes.span)
    writer.uint8(0)
    writer.array(bytes)
}
