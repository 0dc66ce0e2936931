// SPDX-License-Identifier: Apache-2.0

/// What was wrong with a run of bytes, and at which byte.
public struct WireError: Error, Sendable, Hashable {
    /// What was wrong.
    public enum Kind: Sendable, Hashable {
        /// A field needs more bytes than are left.
        case truncated(needed: Int, available: Int)
        /// Bytes are left after the last field.
        case trailing(count: Int)
        /// A count or length is larger than the bytes that could hold it.
        case impossibleCount(UInt64)
        /// A field holds a value that the format does not allow.
        case invalidValue(UInt64)
        /// A length-encoded integer begins with a byte that has no meaning there.
        case invalidLengthPrefix(UInt8)
        /// A C string has no terminating zero byte.
        case unterminatedString
        /// A compressed block could not be decompressed.
        case corruptCompressedData
        /// A compressed block claims or yields more bytes than the caller allows.
        case decompressedSizeExceeded(limit: Int)
        /// Values are nested deeper than the format allows.
        case nestedTooDeep(limit: Int)
    }

    /// What was wrong.
    public var kind: Kind
    /// Bytes from the start of what the reader was given.
    public var offset: Int

    /// Says what was wrong at which byte.
    @inlinable
    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

extension WireError: CustomStringConvertible {
    /// What was wrong and where, for people.
    public var description: String {
        let what =
            switch kind {
            case .truncated(let needed, let available): "\(needed) bytes needed, \(available) left"
            case .trailing(let count): "\(count) bytes left after the last field"
            case .impossibleCount(let count): "a count of \(count) cannot fit in what is left"
            case .invalidValue(let value): "the value \(value) is not allowed"
            case .invalidLengthPrefix(let byte): "0x\(String(byte, radix: 16)) begins no length"
            case .unterminatedString: "a string has no terminating zero byte"
            case .corruptCompressedData: "compressed data is corrupt"
            case .decompressedSizeExceeded(let limit): "decompressed data exceeds the limit of \(limit) bytes"
            case .nestedTooDeep(let limit): "nested deeper than \(limit) levels"
            }
        return "\(what) (at byte \(offset))"
    }
}
