// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension [UInt8] {
    /// Appends a copy of `span` in one move.
    @inlinable
    public mutating func append(copying span: Span<UInt8>) {
        unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Appends the bytes of `text`.
    @inlinable
    public mutating func append(_ text: StaticString) {
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Copies `span`.
    @inlinable
    public init(copying span: Span<UInt8>) {
        self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }
}

extension String {
    /// Decodes UTF-8; ill-formed bytes become U+FFFD.
    @inlinable
    public init(repairing span: Span<UInt8>) {
        self = unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Decodes UTF-8, or gives nil where the bytes are ill-formed.
    @inlinable
    public init?(exactly span: Span<UInt8>) {
        guard let text = unsafe span.withUnsafeBufferPointer({ unsafe String(validating: $0, as: UTF8.self) }) else {
            return nil
        }
        self = text
    }
}

extension Span<UInt8> {
    /// Whether both hold the same bytes.
    @inlinable
    public func equals(_ other: borrowing Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        let left = unsafe bytes
        let right = unsafe other.bytes
        var index = 0
        // Both have `count` bytes, and every load ends at or before it.
        while index &+ 8 <= count {
            guard
                unsafe left.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
                    == right.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
            else { return false }
            index &+= 8
        }
        guard count < 8 else {
            // The last 8 bytes, some of which were compared already.
            return unsafe left.unsafeLoadUnaligned(fromUncheckedByteOffset: count &- 8, as: UInt64.self)
                == right.unsafeLoadUnaligned(fromUncheckedByteOffset: count &- 8, as: UInt64.self)
        }
        while index < count {
            guard unsafe self[unchecked: index] == other[unchecked: index] else { return false }
            index &+= 1
        }
        return true
    }

    /// Whether the bytes are those of `text`.
    @inlinable
    public func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return unsafe withUnsafeBufferPointer { bytes in
            unsafe bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
    }
}

extension [UInt8] {
    /// Makes the array longer, with zeros at its end; does nothing where it is as long.
    public mutating func grow(to count: Int) {
        guard count > self.count else { return }
        let old = self
        self = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
            unsafe old.withUnsafeBytes { source in
                // Both lengths are those of the arrays: the old bytes in front, zeros up to `count` behind them.
                guard let base = target.baseAddress else { return }
                if let from = source.baseAddress { unsafe memcpy(base, from, source.count) }
                unsafe memset(base + source.count, 0, count - source.count)
                initialized = count
            }
        }
    }

    /// Puts a copy of `span` in place of the bytes at `offset`; does nothing where there are not as many.
    public mutating func overwrite(at offset: Int, with span: Span<UInt8>) {
        guard offset >= 0, offset <= count, span.count <= count - offset else { return }
        unsafe withUnsafeMutableBufferPointer { target in
            unsafe span.withUnsafeBufferPointer { source in
                // Both lie inside, as was just compared; the span borrows another array, so that they do not overlap.
                guard let base = target.baseAddress, let from = source.baseAddress else { return }
                unsafe (base + offset).update(from: from, count: source.count)
            }
        }
    }

    /// Moves the bytes of `range` to the front.
    public mutating func moveToFront(_ range: Range<Int>) {
        unsafe withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress, range.lowerBound >= 0, range.upperBound <= bytes.count else { return }
            // `update` allows its source and target to overlap.
            unsafe base.update(from: base + range.lowerBound, count: range.count)
        }
    }
}
