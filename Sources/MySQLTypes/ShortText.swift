// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// At most 16 bytes of text, held as two words: what stands before many values is stored without being looked up.
@frozen
public struct ShortText: Sendable, Hashable {
    /// The first 8 bytes, the first of them lowest; zeros behind the last.
    @usableFromInline let low: UInt64
    /// The bytes behind them.
    @usableFromInline let high: UInt64
    /// Bytes of the text, 0 to 16.
    @usableFromInline let count: Int

    /// Takes `bytes`; nil where they are more than 16.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count <= 16 else { return nil }
        low = bytes.word(at: 0)
        high = bytes.word(at: 8)
        count = bytes.count
    }

    @usableFromInline
    init(low: UInt64, high: UInt64, count: Int) {
        self.low = low
        self.high = high
        self.count = count
    }

    /// The text without its first byte; the same where it is empty.
    @inlinable
    public var withoutFirst: ShortText {
        count == 0 ? self : ShortText(low: low >> 8 | high << 56, high: high >> 8, count: count &- 1)
    }
}
