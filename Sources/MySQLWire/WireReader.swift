// SPDX-License-Identifier: Apache-2.0

/// A cursor over borrowed bytes: it never owns them, copies them or reads past them.
///
/// A failed read consumes nothing and throws a ``WireError`` that says where it stood. Every unchecked load in this
/// module stands behind ``advance(_:)``, which compares with the bytes left first.
@frozen
public struct WireReader: ~Escapable {
    /// The bytes being read.
    public let bytes: Span<UInt8>
    /// Bytes from the start of ``bytes`` to the next read; never beyond its count.
    @usableFromInline var position = 0

    /// Starts at the first of `bytes`.
    @inlinable
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    /// Bytes consumed so far.
    @inlinable
    public var offset: Int { position }

    /// Bytes not yet consumed.
    @inlinable
    public var remaining: Int { bytes.count &- position }

    /// Whether every byte was consumed.
    @inlinable
    public var isAtEnd: Bool { position == bytes.count }

    /// Steps over `count` bytes and returns where they began; every read goes through here.
    @inlinable
    @inline(__always)
    @discardableResult
    @_lifetime(self: copy self)
    public mutating func advance(_ count: Int) throws(WireError) -> Int {
        // `position` never exceeds `bytes.count`, so the difference is not negative and cannot overflow.
        guard count >= 0, count <= bytes.count &- position else {
            throw truncated(count)
        }
        let start = position
        position &+= count
        return start
    }

    /// The error of a read of `count` bytes, which are not there; apart, so that no read carries the code for it.
    @usableFromInline
    @inline(never)
    func truncated(_ count: Int) -> WireError {
        WireError(.truncated(needed: count, available: remaining), at: position)
    }

    /// The next `count` bytes, in place.
    @inlinable
    @inline(__always)
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func span(count: Int) throws(WireError) -> Span<UInt8> {
        let start = try advance(count)
        return unsafe bytes.extracting(unchecked: start..<(start &+ count))
    }

    /// Everything that is left, in place; consumes it.
    @inlinable
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func rest() -> Span<UInt8> {
        let start = position
        position = bytes.count
        return unsafe bytes.extracting(unchecked: start..<bytes.count)
    }

    /// A copy of this reader's bytes from `start` to where it stands.
    @inlinable
    @_lifetime(copy self)
    public func consumed(from start: Int) -> Span<UInt8> {
        bytes.extracting(start..<position)
    }

    /// Throws unless every byte was consumed.
    @inlinable
    public func expectEnd() throws(WireError) {
        guard isAtEnd else { throw WireError(.trailing(count: remaining), at: position) }
    }

    /// Throws ``WireError/Kind/impossibleCount(_:)`` unless `count` elements of at least `size` bytes fit in what is left.
    @inlinable
    public func checkedCount(_ count: UInt64, elementSize size: Int) throws(WireError) -> Int {
        guard count <= UInt64(remaining / size) else { throw WireError(.impossibleCount(count), at: position) }
        return Int(count)
    }
}
