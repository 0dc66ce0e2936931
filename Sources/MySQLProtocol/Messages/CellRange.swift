// SPDX-License-Identifier: Apache-2.0

/// Where in a row's packet a value is; 8 bytes, so that rows can be kept as their bytes and these.
package struct CellRange: Sendable, Hashable {
    /// Bytes from the start of the packet to the value.
    package var start: UInt32
    /// Bytes of the value.
    private var length: UInt32

    /// NULL, which is nowhere.
    package static let null = CellRange(start: 0, length: .max)

    private init(start: UInt32, length: UInt32) {
        self.start = start
        self.length = length
    }

    /// A value in `range`; nil beyond 4 GiB - 1, which no packet is as long as.
    package init?(_ range: Range<Int>) {
        guard range.lowerBound >= 0, let start = UInt32(exactly: range.lowerBound),
            let length = UInt32(exactly: range.count), length != .max
        else { return nil }
        self.init(start: start, length: length)
    }

    /// Where the value is; nil for NULL.
    package var range: Range<Int>? {
        length == .max ? nil : Int(start)..<Int(start) + Int(length)
    }
}
