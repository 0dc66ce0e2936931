// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// UTF-8 that is copied as it is where it is well-formed.
enum UTF8Decoder {
    /// Appends `bytes` to `text`, with U+FFFD for each ill-formed sequence, and answers whether there was none.
    static func write(_ bytes: Span<UInt8>, to text: inout TextWriter) -> Bool {
        var position = 0
        var isExact = true
        while position < bytes.count {
            let rest = bytes.extracting(position..<bytes.count)
            do throws(UTF8.ValidationError) {
                _ = try UTF8Span(validating: rest)
                text.append(copying: rest)
                return isExact
            } catch {
                isExact = false
                // The offsets are inside `rest`, and the sequence has at least one byte.
                text.append(copying: rest.extracting(0..<error.byteOffsets.lowerBound))
                text.append("\u{FFFD}")
                position &+= error.byteOffsets.upperBound
            }
        }
        return isExact
    }
}
