// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Free bytes at the end of a ``TextWriter``, lent for as long as a value or a document is written.
///
/// An array is asked for its uniqueness and its room at each append; here one comparison stands before each store of up to
/// 8 bytes. Where the room does not suffice nothing more is written, ``isFull`` says so, and the writer begins again with
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
            var isFull = true
            try bytes.append(addingCapacity: wanted) { (output: inout OutputSpan<UInt8>) throws(Failure) in
                try unsafe output.withUnsafeMutableBufferPointer { (free, written) throws(Failure) in
                    guard let start = free.baseAddress else { return }
                    var room = unsafe TextRoom(start: UnsafeMutableRawPointer(start), capacity: free.count)
                    try body(&room)
                    isFull = room.isFull
                    if !isFull { written = room.count }
                }
            }
            guard isFull else { return }
            wanted *= 2
        }
    }

    /// Bytes that can be written before memory is taken again.
    var freeCapacity: Int { bytes.capacity &- bytes.count }
}
