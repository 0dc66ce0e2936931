// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// UTF-8 text under construction: values write their digits here, with no `String` between.
///
/// Room is made by one check for each piece, and grows by doubling; what is stored behind that check is stored unchecked.
@frozen
public struct TextWriter: Sendable {
    /// The text, and behind it room; all of it is initialised.
    @usableFromInline var storage: [UInt8]
    /// Bytes written so far; never more than ``storage`` has.
    @usableFromInline var length = 0

    /// Starts empty, with room for `capacity` bytes.
    public init(capacity: Int = 0) {
        storage = []
        if capacity > 0 { storage.grow(to: capacity &+ TextWriter.slack) }
    }

    /// Bytes written so far.
    @inlinable public var count: Int { length }

    /// Room that each check asks for beyond what is to be written, so that a word may be stored whole.
    @usableFromInline static let slack = 8

    /// What was written, in place.
    @inlinable
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { storage.span.extracting(first: count) }
    }

    /// A copy of what was written.
    public var bytes: [UInt8] { [UInt8](copying: span) }

    /// The text written so far.
    public var string: String { String(repairing: span) }

    /// Forgets what was written and keeps the room for more.
    @inlinable
    public mutating func removeAll() {
        length = 0
    }

    /// Forgets what was written beyond the first `count` bytes.
    @inlinable
    public mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count)
        length = count
    }

    /// Makes room for `count` bytes and ``slack``.
    @inlinable
    @inline(__always)
    mutating func makeRoom(_ count: Int) {
        if storage.count &- self.count < count &+ TextWriter.slack { grow(by: count) }
    }

    @usableFromInline
    @inline(never)
    mutating func grow(by count: Int) {
        storage.grow(to: max(2 * storage.count, self.count + count + TextWriter.slack, 64))
    }

    /// Stores the low bytes of up to three words, the lowest byte first; `first` to `third` tell how many of each, at most 8.
    @inlinable
    @inline(__always)
    mutating func put(
        _ word: UInt64,
        _ first: Int,
        _ secondWord: UInt64 = 0,
        _ second: Int = 0,
        _ thirdWord: UInt64 = 0,
        _ third: Int = 0
    ) {
        makeRoom(first &+ second &+ third)
        let start = count
        unsafe storage.withUnsafeMutableBytes { room in
            // There is room for all bytes and for what the last word has beyond its own.
            guard let base = room.baseAddress else { return }
            unsafe (base + start).storeBytes(of: word.littleEndian, as: UInt64.self)
            if second > 0 {
                unsafe (base + start + first).storeBytes(of: secondWord.littleEndian, as: UInt64.self)
            }
            if third > 0 {
                unsafe (base + start + first + second).storeBytes(of: thirdWord.littleEndian, as: UInt64.self)
            }
        }
        length = start &+ first &+ second &+ third
    }

    /// Stores `text`, a minus sign where `isNegative` asks for it, and the low bytes of up to three words as ``put(_:_:_:_:_:_:)``
    /// does, behind one check of the room.
    @inlinable
    @inline(__always)
    mutating func put(
        _ text: ShortText,
        isNegative: Bool,
        _ word: UInt64,
        _ first: Int,
        _ secondWord: UInt64 = 0,
        _ second: Int = 0,
        _ thirdWord: UInt64 = 0,
        _ third: Int = 0
    ) {
        makeRoom(17 &+ first &+ second &+ third)
        let start = count
        let number = start &+ text.count &+ (isNegative ? 1 : 0)
        unsafe storage.withUnsafeMutableBytes { room in
            // There is room for 16 bytes of text, the sign, all bytes of the words, and what the last has beyond its own.
            guard let base = room.baseAddress else { return }
            unsafe (base + start).storeBytes(of: text.low.littleEndian, as: UInt64.self)
            unsafe (base + start + 8).storeBytes(of: text.high.littleEndian, as: UInt64.self)
            unsafe (base + start + text.count).storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
            unsafe (base + number).storeBytes(of: word.littleEndian, as: UInt64.self)
            if second > 0 { unsafe (base + number + first).storeBytes(of: secondWord.littleEndian, as: UInt64.self) }
            if third > 0 {
                unsafe (base + number + first + second).storeBytes(of: thirdWord.littleEndian, as: UInt64.self)
            }
        }
        length = number &+ first &+ second &+ third
    }

    /// Appends one byte.
    @inlinable
    @inline(__always)
    public mutating func append(_ byte: UInt8) {
        makeRoom(1)
        storage[count] = byte
        length &+= 1
    }

    /// Appends `text`.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: StaticString) {
        unsafe append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends `text`.
    public mutating func append(text: String) {
        var text = text
        text.withUTF8 { unsafe append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends `span` as it is.
    @inlinable
    @inline(__always)
    public mutating func append(copying span: Span<UInt8>) {
        unsafe span.withUnsafeBytes { unsafe append($0) }
    }

    /// Appends what `other` holds.
    @inlinable
    @inline(__always)
    public mutating func append(_ other: borrowing TextWriter) {
        append(copying: other.span)
    }

    /// Appends the bytes of `range` of what `other` holds.
    @inlinable
    @inline(__always)
    public mutating func append(_ other: borrowing TextWriter, _ range: Range<Int>) {
        append(copying: other.span.extracting(range))
    }

    /// Appends bytes; short runs by two words that may overlap, others by a move.
    @inlinable
    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        let added = bytes.count
        makeRoom(added)
        let start = length
        unsafe storage.withUnsafeMutableBytes { room in
            // There is room for all bytes, and every load and store ends at or before the last of them.
            guard let base = room.baseAddress, let source = bytes.baseAddress else { return }
            let target = unsafe base + start
            switch added {
            case 17...: unsafe target.copyMemory(from: source, byteCount: added)
            case 8...:
                let head = unsafe source.loadUnaligned(as: UInt64.self)
                let tail = unsafe source.loadUnaligned(fromByteOffset: added &- 8, as: UInt64.self)
                unsafe target.storeBytes(of: head, as: UInt64.self)
                unsafe target.storeBytes(of: tail, toByteOffset: added &- 8, as: UInt64.self)
            case 4...:
                let head = unsafe source.loadUnaligned(as: UInt32.self)
                let tail = unsafe source.loadUnaligned(fromByteOffset: added &- 4, as: UInt32.self)
                unsafe target.storeBytes(of: head, as: UInt32.self)
                unsafe target.storeBytes(of: tail, toByteOffset: added &- 4, as: UInt32.self)
            default:
                for index in 0..<added {
                    let byte = unsafe source.load(fromByteOffset: index, as: UInt8.self)
                    unsafe target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
                }
            }
        }
        length = start &+ added
    }
}
