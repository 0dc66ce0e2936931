// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire
import Testing

/// The bytes of `hex`, in which spaces only help the eye.
func storedBytes(_ hex: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in hex where character != " " {
        guard let digit = character.hexDigitValue else {
            Issue.record("not hexadecimal: \(hex)")
            return []
        }
        if let first = high {
            bytes.append(first << 4 | UInt8(digit))
            high = nil
        } else {
            high = UInt8(digit)
        }
    }
    return bytes
}

/// One way in which a value is stored, and how to read and write it.
struct StoredForm<Value: Equatable & CustomStringConvertible> {
    let decode: (inout WireReader) throws(WireError) -> Value
    let encode: (Value, inout WireWriter) -> Void

    /// Reads `bytes`, which hold nothing else.
    func value(_ bytes: [UInt8]) throws(WireError) -> Value {
        var reader = WireReader(bytes.span)
        let value = try decode(&reader)
        try reader.expectEnd()
        return value
    }

    /// The bytes of `value`.
    func bytes(_ value: Value) -> [UInt8] {
        var writer = WireWriter()
        encode(value, &writer)
        return writer.bytes
    }

    /// Holds a pair of bytes and text against everything that a stored form promises: the text, the same bytes back, the
    /// same value whatever stands behind it, and an error that moves nothing wherever the bytes are cut.
    @discardableResult
    func check(_ hex: String, _ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Value {
        let stored = storedBytes(hex)
        let expected = try value(stored)
        #expect(expected.description == text, sourceLocation: location)
        #expect(bytes(expected) == stored, sourceLocation: location)
        for filler in [UInt8(0x00), 0xff, 0x7f] {
            for count in 1...9 {
                let longer = stored + [UInt8](repeating: filler, count: count)
                var reader = WireReader(longer.span)
                let found = try decode(&reader)
                #expect(found == expected, sourceLocation: location)
                #expect(reader.offset == stored.count, sourceLocation: location)
            }
        }
        for cut in 0..<stored.count {
            let shorter = [UInt8](stored[..<cut])
            var reader = WireReader(shorter.span)
            do {
                let found = try decode(&reader)
                Issue.record("\(cut) bytes were read as \(found)", sourceLocation: location)
            } catch {
                #expect(
                    error == WireError(.truncated(needed: stored.count, available: cut), at: 0),
                    sourceLocation: location
                )
            }
            #expect(reader.offset == 0, sourceLocation: location)
        }
        return expected
    }

    /// Holds that `bytes` are refused as a value and not as too short, and that nothing was consumed.
    func checkRefused(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) {
        var reader = WireReader(bytes.span)
        do {
            let found = try decode(&reader)
            Issue.record("read as \(found)", sourceLocation: location)
        } catch {
            guard case .invalidValue = error.kind else {
                Issue.record("\(error)", sourceLocation: location)
                return
            }
        }
        #expect(reader.offset == 0, sourceLocation: location)
    }
}

/// Numbers that look random and are the same in every run.
struct RepeatableNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// As many bytes as asked for.
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
