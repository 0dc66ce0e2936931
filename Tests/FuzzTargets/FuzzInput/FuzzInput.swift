// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport

/// What libFuzzer gives to a target, taken apart from the front.
public struct FuzzInput {
    /// What was not taken yet.
    public private(set) var rest: ArraySlice<UInt8>

    /// Copies what libFuzzer lends.
    public init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        rest = unsafe Array(UnsafeBufferPointer(start: start, count: count))[...]
    }

    /// The next byte; 0 where there is none.
    public mutating func byte() -> UInt8 {
        rest.popFirst() ?? 0
    }

    /// As many bytes as the next two say, little-endian, or as many as there are.
    public mutating func run() -> [UInt8] {
        let count = Int(byte()) | Int(byte()) << 8
        let run = Array(rest.prefix(count))
        rest = rest.dropFirst(count)
        return run
    }

    /// Walks `log` with everything checked but checksums; crashes where two ways of reading do not agree.
    public static func walk(_ bytes: [UInt8]) {
        var options = BinlogDecoder.Options()
        options.verifiesChecksums = false
        options.keepsUnknownEvents = bytes.count.isMultiple(of: 2)
        options.maximumEventSize = 32 << 20
        var reader = ThoroughReader()
        try? MemoryLog(bytes).forEachEvent(options: options, goesOn: true) { event in reader.read(event) }
        demand(reader.contradictions)
    }

    /// Crashes unless there is nothing to complain of.
    public static func demand(_ contradictions: [String]) {
        precondition(contradictions.isEmpty, contradictions.joined(separator: "; "))
    }
}
