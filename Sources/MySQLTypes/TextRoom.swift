// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Free bytes at the end of a ``TextWriter``, lent for as long as a value or a document is written.
///
/// The writer's array is asked whether it is shared at each append; here one comparison stands before each store. Where the room does not suffice nothing more is written, ``isFull`` says so, and the writer begins again with
/// more of it.
@safe
struct TextRoom: ~Copyable {
    private let start: UnsafeMutableRawPointer
    private let capacity: Int
    /// Bytes written so far.
    private(set) var count = 0
    /// Whether something did not fit.
    private(set) var isFull = false

    /// Takes `capacity` bytes from `start` on, which nobody else touches while this lives.
    @unsafe
    @inline(__always)
    init(start: UnsafeMutableRawPointer, capacity: Int) {
        unsafe self.start = start
        self.capacity = capacity
    }

    /// Bytes that a store takes beyond those that count.
    static let slack = 32

    /// Appends the first `length` bytes of `word`, 0 to 8, the lowest first.
    @inline(__always)
    mutating func put(word: UInt64, _ length: Int) {
        guard capacity &- count >= 8 else {
            isFull = true
            return
        }
        // 8 bytes are free, and no more than 8 of them count.
        unsafe start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
        count &+= min(length, 8)
    }

    /// Appends two words of 8 bytes.
    @inline(__always)
    mutating func put(words first: UInt64, _ second: UInt64) {
        guard capacity &- count >= 16 else {
            isFull = true
            return
        }
        unsafe start.storeBytes(of: first.littleEndian, toByteOffset: count, as: UInt64.self)
        unsafe start.storeBytes(of: second.littleEndian, toByteOffset: count &+ 8, as: UInt64.self)
        count &+= 16
    }

    /// Appends the first `length` bytes of `characters`, 0 to 16, the lowest first, with a point behind `front` of them.
    @inline(__always)
    mutating func put(_ characters: UInt128, _ length: Int, pointAfter front: Int) {
        let front = max(0, min(front, 15))
        guard capacity &- count >= 32 else {
            isFull = true
            return
        }
        // Everything, then the point over what stands behind the front, then that again: 15 and 1 and 16 bytes at most.
        unsafe start.storeBytes(of: characters.littleEndian, toByteOffset: count, as: UInt128.self)
        unsafe start.storeBytes(of: UInt8(ascii: "."), toByteOffset: count &+ front, as: UInt8.self)
        let back = characters &>> UInt128(truncatingIfNeeded: 8 &* front)
        unsafe start.storeBytes(of: back.littleEndian, toByteOffset: count &+ front &+ 1, as: UInt128.self)
        count &+= min(length, 16) &+ 1
    }

    /// Appends one byte.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        guard count < capacity else {
            isFull = true
            return
        }
        unsafe start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    /// Appends a run of `bytes` as a JSON string, between `opening` and `closing`, each a word and its length: quotation marks,
    /// backslashes and control characters are escaped.
    ///
    /// - Parameters:
    ///   - bytes: What the run lies in, so that whole words of it can be looked at.
    ///   - start: Where the run begins.
    ///   - length: Bytes of the run; with `start`, inside `bytes`.
    ///   - opening: What stands before the string: a quotation mark at least.
    ///   - closing: What stands behind it.
    ///
    /// Source: MySQL 9.7, `sql-common/json_dom.cc`, `double_quote`, `escape_character`.
    @inline(__always)
    mutating func put(
        quoting bytes: Span<UInt8>,
        from start: Int,
        count length: Int,
        opening: (word: UInt64, count: Int) = (0x22, 1),
        closing: (word: UInt64, count: Int) = (0x22, 1)
    ) {
        // Room for the run as it is, three stores and an escape; asked again behind each escape.
        guard capacity &- count >= length &+ TextRoom.slack else {
            isFull = true
            return
        }
        store(opening.word)
        count &+= opening.count
        var position = start
        let end = start &+ length
        while position < end {
            let word = bytes.word(at: position)
            let left = min(8, end &- position)
            store(word)
            // Only what belongs to the run is looked at.
            let special = TextRoom.special(word) & UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* left)
            guard special != 0 else {
                count &+= left
                position &+= left
                continue
            }
            let plain = special.trailingZeroBitCount >> 3
            count &+= plain
            put(escaped: UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: plain &* 8)))
            position &+= plain &+ 1
            guard capacity &- count >= end &- position &+ TextRoom.slack else {
                isFull = true
                return
            }
        }
        store(closing.word)
        count &+= closing.count
    }

    /// Stores 8 bytes at the end without counting them; only where they were found to be free.
    @inline(__always)
    private mutating func store(_ word: UInt64) {
        unsafe start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
    }

    /// Appends bytes as they are.
    mutating func put(copying bytes: Span<UInt8>) {
        let length = bytes.count
        guard capacity &- count >= length else {
            isFull = true
            return
        }
        unsafe bytes.withUnsafeBytes { source in
            // The room was compared with the length, and no span lies inside it.
            if let from = source.baseAddress { unsafe (start + count).copyMemory(from: from, byteCount: length) }
        }
        count &+= length
    }
}

extension TextWriter {
    /// Lends room for at least `expected` bytes to `body`; what it writes is appended.
    ///
    /// Where the room does not suffice, `body` is called again with twice as much: it must do the same each time.
    ///
    /// - Throws: What `body` throws; nothing is appended then.
    @inline(__always)
    mutating func lend<Failure: Error>(
        _ expected: Int,
        _ body: (inout TextRoom) throws(Failure) -> Void
    ) throws(Failure) {
        var wanted = expected &+ TextRoom.slack
        while true {
            makeRoom(wanted)
            let end = length
            var added = -1
            try unsafe storage.withUnsafeMutableBufferPointer { (bytes) throws(Failure) in
                guard let base = bytes.baseAddress else { return }
                // The text ends inside the array, so what is behind it is what is left.
                let start = unsafe UnsafeMutableRawPointer(base + end)
                var room = unsafe TextRoom(start: start, capacity: bytes.count &- end)
                try body(&room)
                if !room.isFull { added = room.count }
            }
            guard added < 0 else {
                length = end &+ added
                return
            }
            wanted = 2 * max(wanted, storage.count - end)
        }
    }
}
