// SPDX-License-Identifier: Apache-2.0

import FuzzInput
import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire

/// A byte of kind, then GTIDs of either family as text, or as they stand in events.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGTID(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = unsafe FuzzInput(start, count)
    let kind = input.byte()
    let bytes = Array(input.rest)
    switch kind % 6 {
    case 0:
        let text = String(decoding: bytes, as: UTF8.self)
        if let set = try? GTIDSet(text) { check(set) }
        if let gtid = try? GTID(text) { demand((try? GTID(gtid.description)) == gtid, gtid) }
        if let position = try? ReplicationPosition(text) {
            demand((try? ReplicationPosition(position.description)) == position, position)
        }
        _ = BinlogFilePosition(text)
    case 1:
        var reader = WireReader(bytes.span)
        if let (set, _) = try? GTIDSet.decode(from: &reader) { check(set) }
    case 2:
        let text = String(decoding: bytes, as: UTF8.self)
        if let gtid = try? MariaDBGTID(text) { demand((try? MariaDBGTID(gtid.description)) == gtid, gtid) }
        if let position = try? MariaDBGTIDPosition(text) {
            demand((try? MariaDBGTIDPosition(position.description)) == position, position)
        }
        if let state = try? MariaDBGTIDState(text) {
            demand((try? MariaDBGTIDState(state.description)) == state, state)
            demand(state.position.gtids.count <= state.gtids.count, state)
        }
    case 3: walk(.taggedGTID, bytes)
    case 4: walk(.gtid, bytes)
    default: walk(.previousGTIDs, bytes)
    }
    return 0
}

private func walk(_ type: EventType, _ body: [UInt8]) {
    var log = SyntheticLog(.mysql, hasChecksums: false)
    log.append(type) { $0.array(body) }
    FuzzInput.walk(log.bytes)
}

private func check(_ set: GTIDSet) {
    demand((try? GTIDSet(set.description)) == set, set)
    demand((try? GTIDSet(set.serverText)) == set, set)
    for format in [GTIDSet.WireFormat.untagged, .tagged] {
        var writer = WireWriter()
        set.encode(into: &writer, format: format)
        let bytes = writer.bytes
        var reader = WireReader(bytes.span)
        demand((try? GTIDSet(from: &reader)) == set, set)
    }
    demand(set.union(set) == set, set)
    demand(set.subtracting(set).isEmpty, set)
    demand(set.intersection(set) == set, set)
    demand(set.isSubset(of: set), set)
    demand(set.symmetricDifference(GTIDSet()) == set, set)
}

private func demand(_ condition: Bool, _ what: some CustomStringConvertible) {
    precondition(condition, "\(what) contradicts itself")
}
