// SPDX-License-Identifier: Apache-2.0

/// Builds a run of bytes; the counterpart of ``WireReader``.
public struct WireWriter: Sendable {
    /// What was written.
    public private(set) var bytes: [UInt8]

    /// Starts empty.
    @inlinable
    public init() {
        self.init(bytes: [])
    }

    /// Goes on behind `bytes`.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Bytes written so far.
    public var count: Int { bytes.count }

    /// Appends one byte.
    public mutating func uint8(_ value: UInt8) { bytes.append(value) }

    /// Appends 2 bytes, little-endian.
    public mutating func uint16(_ value: UInt16) { littleEndian(UInt64(value), width: 2) }

    /// Appends the low 3 bytes, little-endian.
    public mutating func uint24(_ value: UInt32) { littleEndian(UInt64(value), width: 3) }

    /// Appends 4 bytes, little-endian.
    public mutating func uint32(_ value: UInt32) { littleEndian(UInt64(value), width: 4) }

    /// Appends the low 6 bytes, little-endian.
    public mutating func uint48(_ value: UInt64) { littleEndian(value, width: 6) }

    /// Appends the low 7 bytes, little-endian.
    public mutating func uint56(_ value: UInt64) { littleEndian(value, width: 7) }

    /// Appends 8 bytes, little-endian.
    public mutating func uint64(_ value: UInt64) { littleEndian(value, width: 8) }

    /// Appends the low `width` bytes (1 to 8), little-endian.
    public mutating func littleEndian(_ value: UInt64, width: Int) {
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }

    /// Appends the low `width` bytes (1 to 8), big-endian.
    public mutating func bigEndian(_ value: UInt64, width: Int) {
        for index in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }

    /// Appends a copy of `span`.
    public mutating func span(_ span: Span<UInt8>) { bytes.append(copying: span) }

    /// Appends `content`.
    public mutating func array(_ content: [UInt8]) { bytes.append(contentsOf: content) }

    /// Appends `text` as UTF-8, without length or terminator.
    public mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Appends `count` zero bytes.
    public mutating func zeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }

    /// Appends the shortest length-encoded form of `value`.
    public mutating func lengthEncodedInteger(_ value: UInt64) {
        switch value {
        case ..<0xfb: uint8(UInt8(value))
        case ...0xffff:
            uint8(0xfc)
            uint16(UInt16(value))
        case ...0xff_ffff:
            uint8(0xfd)
            uint24(UInt32(value))
        default:
            uint8(0xfe)
            uint64(value)
        }
    }

    /// Appends the length of `content`, length-encoded, then `content`.
    public mutating func lengthEncodedSpan(_ content: Span<UInt8>) {
        lengthEncodedInteger(UInt64(content.count))
        span(content)
    }

    /// Appends the shortest packed form of `value` (``WireReader/packedInteger()``).
    public mutating func packedInteger(_ value: UInt64) {
        let bits = UInt64.bitWidth - value.leadingZeroBitCount
        let width = max(1, (bits + 6) / 7)
        guard width <= 8 else {
            uint8(0xff)
            uint64(value)
            return
        }
        littleEndian(value << UInt64(width) | (1 << UInt64(width - 1) - 1), width: width)
    }

    /// Appends the shortest packed form of `value` with its sign (``WireReader/packedSignedInteger()``).
    public mutating func packedSignedInteger(_ value: Int64) {
        packedInteger(value < 0 ? UInt64(-1 - value) << 1 | 1 : UInt64(value) << 1)
    }

    /// Replaces 4 bytes at `offset`, little-endian; used for lengths that are known only afterwards.
    public mutating func patchUInt32(_ value: UInt32, at offset: Int) {
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
    }
}
