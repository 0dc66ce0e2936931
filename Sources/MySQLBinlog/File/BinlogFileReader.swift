// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Reads the events of a binlog or relay log, of either family, from a file or a pipe.
///
/// ```swift
/// var reader = try BinlogFileReader(path: "binlog.000001")
/// while let event = try reader.next() {
///     if let rows = event.rows { print(event.position, rows.table.database, rows.table.table) }
/// }
/// ```
///
/// Events inside transaction payloads follow the payload as events of their own. Memory holds one event and one buffer, whatever
/// a length claims: room is made as bytes arrive.
public struct BinlogFileReader: ~Copyable {
    /// The four bytes that begin a binlog.
    static let magic: UInt32 = 0xfe62_696e
    /// The four bytes that begin a binlog that MySQL encrypted.
    static let encryptedMagic: UInt32 = 0xfd62_696e
    /// Bytes of either.
    static let magicLength = 4
    /// Bytes asked of the system at once.
    private static let chunk = 1 << 18

    private let source: ByteSource
    private let keys: BinlogKeys
    @usableFromInline var decoder: BinlogDecoder
    /// Bytes read and not dropped.
    @usableFromInline var buffer: [UInt8] = []
    /// Where the event at hand begins in ``buffer``.
    @usableFromInline var start = 0
    /// Where it ends.
    @usableFromInline var end = 0
    /// Where the bytes read end.
    private var filled = 0
    /// Where the event at hand begins in the file.
    private var eventPosition: UInt64 = 0
    private var wasOpened = false
    private var isAtEnd = false
    private var fileCipher: MySQLFileCipher?
    private var eventCipher: MariaDBEventCipher?

    /// Opens a file.
    ///
    /// - Throws: ``BinlogError`` with ``BinlogError/Kind/system(_:)`` where the system cannot open it.
    public init(
        path: String,
        options: BinlogDecoder.Options = .init(),
        keys: BinlogKeys = BinlogKeys()
    ) throws(BinlogError) {
        self.init(try ByteSource(path: path), options: options, keys: keys)
    }

    /// Reads from standard input.
    public init(
        standardInputWith options: BinlogDecoder.Options = .init(),
        keys: BinlogKeys = BinlogKeys()
    ) {
        self.init(ByteSource(standardInput: ()), options: options, keys: keys)
    }

    private init(_ source: consuming ByteSource, options: BinlogDecoder.Options, keys: BinlogKeys) {
        self.source = source
        self.keys = keys
        decoder = BinlogDecoder(options: options)
    }

    /// The format description in force; nil before the first event.
    public var format: FormatDescriptionEvent? { decoder.format }

    /// Where the next event begins, in bytes from the start of the file.
    public var position: UInt64 { eventPosition + UInt64(end - start) }

    /// The next event; nil where the file ends behind a whole event.
    ///
    /// - Throws: ``BinlogError``; reading cannot go on then.
    @inlinable
    @_lifetime(&self)
    public mutating func next() throws(BinlogError) -> BinlogEvent? {
        guard try advance() else { return nil }
        return try decoder.event(buffer.span.extracting(start..<end))
    }

    /// Reads on at `position`, where an event must begin; the format description must have been read before.
    ///
    /// - Throws: ``BinlogError`` where the file ends before it.
    public mutating func skip(to position: UInt64) throws(BinlogError) {
        guard position > self.position else { return }
        decoder.endInnerEvents()
        let ahead = position - eventPosition - UInt64(end - start)
        if ahead <= UInt64(filled - end) {
            start = end + Int(ahead)
        } else if fileCipher == nil, source.seek(to: position) {
            start = 0
            filled = 0
        } else {
            try discard(ahead)
        }
        end = start
        eventPosition = position
    }

    private mutating func discard(_ count: UInt64) throws(BinlogError) {
        var left = count - UInt64(filled - end)
        while left > 0 {
            start = 0
            end = 0
            filled = 0
            guard try fill(upTo: 1) else {
                throw BinlogError(.truncatedHeader(present: 0), at: eventPosition)
            }
            let step = min(left, UInt64(filled))
            left -= step
            start = Int(step)
            end = start
        }
    }

    /// Goes to the next event; false where the file ends behind a whole one.
    ///
    /// ``next()`` is put together where it is called, so that an event need not pass through memory.
    @usableFromInline
    mutating func advance() throws(BinlogError) -> Bool {
        if decoder.hasInnerEvents, try acceptInner() { return true }
        guard !isAtEnd else { return false }
        if !wasOpened { try readMagic() }
        eventPosition += UInt64(end - start)
        start = end
        guard try has(EventHeader.byteCount) else {
            isAtEnd = true
            let present = filled - start
            guard present == 0 else { throw BinlogError(.truncatedHeader(present: present), at: eventPosition) }
            return false
        }
        let length = try eventLength()
        guard try has(length) else {
            isAtEnd = true
            let type = eventCipher == nil ? EventType(rawValue: buffer[start + 4]) : nil
            let present = filled - start
            throw BinlogError(
                .truncatedEvent(length: UInt32(truncatingIfNeeded: length), present: present),
                in: type,
                at: eventPosition
            )
        }
        end = start + length
        do throws(BinlogError) {
            if eventCipher != nil { try decrypt() }
            try accept()
            let type = decoder.acceptedType
            if type == .startEncryption || type == .formatDescription { try beginEncryption() }
        } catch {
            isAtEnd = true
            throw error
        }
        return true
    }

    @inline(__always)
    private mutating func accept() throws(BinlogError) {
        try BinlogFileReader.accept(buffer, start..<end, at: eventPosition, &decoder)
    }

    @inline(never)
    private mutating func acceptInner() throws(BinlogError) -> Bool {
        try BinlogFileReader.acceptInner(buffer, start..<end, &decoder)
    }

    // The bytes are borrowed as a parameter: a span of them made in a method would keep the decoder from changing.

    @inline(__always)
    private static func accept(
        _ buffer: borrowing [UInt8],
        _ range: Range<Int>,
        at position: UInt64,
        _ decoder: inout BinlogDecoder
    ) throws(BinlogError) {
        try decoder.accept(buffer.span.extracting(range), at: position)
    }

    private static func acceptInner(
        _ buffer: borrowing [UInt8],
        _ range: Range<Int>,
        _ decoder: inout BinlogDecoder
    ) throws(BinlogError) -> Bool {
        try decoder.acceptInner(buffer.span.extracting(range))
    }

    /// The length of the event at ``start``, whose header is there.
    @inline(__always)
    private mutating func eventLength() throws(BinlogError) -> Int {
        let length = BinlogFileReader.length(in: buffer, at: start)
        guard length >= EventHeader.byteCount, length <= decoder.options.maximumEventSize else {
            throw lengthError(UInt32(truncatingIfNeeded: length))
        }
        return length
    }

    /// Bytes 9 to 12 of a header, which are in clear where events are encrypted.
    @inline(__always)
    private static func length(in buffer: borrowing [UInt8], at start: Int) -> Int {
        let bytes = buffer.span.extracting((start + 9)..<(start + 13))
        return Int(UInt32(bytes[0]) | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) << 16 | UInt32(bytes[3]) << 24)
    }

    @inline(never)
    private mutating func lengthError(_ length: UInt32) -> BinlogError {
        // The type is not in clear where events are encrypted.
        let type = eventCipher == nil ? EventType(rawValue: buffer[start + 4]) : nil
        guard length >= EventHeader.byteCount else {
            return BinlogError(.impossibleLength(length), in: type, at: eventPosition)
        }
        let limit = decoder.options.maximumEventSize
        return BinlogError(.eventTooLarge(length: length, limit: limit), in: type, at: eventPosition)
    }

    @inline(never)
    private mutating func decrypt() throws(BinlogError) {
        let hasChecksum = decoder.format?.checksumAlgorithm == .crc32
        try eventCipher?.decrypt(&buffer, start..<end, at: eventPosition, hasChecksum: hasChecksum)
    }

    /// Whether `count` bytes stand behind ``start``, read where they are not there yet; false where the file ends before.
    @inline(__always)
    private mutating func has(_ count: Int) throws(BinlogError) -> Bool {
        if filled &- start >= count { return true }
        return try fill(upTo: count)
    }

    /// Reads until `count` bytes stand behind ``start``; false where the file ends before.
    @inline(never)
    private mutating func fill(upTo count: Int) throws(BinlogError) -> Bool {
        while filled - start < count {
            if start > 0 { dropRead() }
            if filled == buffer.count {
                // Room doubles with what has come, so a length that lies costs no more than the file has bytes.
                let room = max(BinlogFileReader.chunk, min(2 * buffer.count, max(count, buffer.count + 1)))
                buffer.grow(to: room)
            }
            let count: Int
            do throws(BinlogError) {
                count = try source.read(into: &buffer, from: filled)
            } catch {
                throw BinlogError(error.kind, at: eventPosition)
            }
            guard count > 0 else { return false }
            if fileCipher != nil { try fileCipher?.decrypt(&buffer, filled..<(filled + count)) }
            filled += count
        }
        return true
    }

    /// Moves what is not read yet to the front.
    private mutating func dropRead() {
        buffer.moveToFront(start..<filled)
        end -= start
        filled -= start
        start = 0
    }

    @inline(never)
    private mutating func readMagic() throws(BinlogError) {
        wasOpened = true
        guard try fill(upTo: BinlogFileReader.magicLength) else {
            isAtEnd = true
            throw filled == 0 ? BinlogError(.emptyFile, at: 0) : BinlogError(.notABinlog(head()), at: 0)
        }
        switch head() {
        case BinlogFileReader.magic: break
        case BinlogFileReader.encryptedMagic: try openEncrypted()
        case let other:
            isAtEnd = true
            throw BinlogError(.notABinlog(other), at: 0)
        }
        end = start + BinlogFileReader.magicLength
    }

    /// Up to four bytes at ``start``, the first one highest.
    private func head() -> UInt32 {
        var value: UInt32 = 0
        for index in 0..<4 { value = value << 8 | (start + index < filled ? UInt32(buffer[start + index]) : 0) }
        return value
    }

    private mutating func openEncrypted() throws(BinlogError) {
        guard try fill(upTo: MySQLFileCipher.headerLength) else {
            isAtEnd = true
            throw BinlogError(.truncatedHeader(present: filled - start), at: 0)
        }
        isAtEnd = true
        var cipher = try MySQLFileCipher(
            header: buffer.span.extracting(start..<(start + MySQLFileCipher.headerLength)),
            keys: keys
        )
        start += MySQLFileCipher.headerLength
        end = start
        try cipher.decrypt(&buffer, start..<filled)
        fileCipher = cipher
        isAtEnd = false
        guard try fill(upTo: BinlogFileReader.magicLength), head() == BinlogFileReader.magic else {
            isAtEnd = true
            throw BinlogError(.wrongKey, at: 0)
        }
    }

    /// Takes the key where the event at hand says that those behind it are encrypted.
    @inline(never)
    private mutating func beginEncryption() throws(BinlogError) {
        switch decoder.acceptedType {
        case .formatDescription: eventCipher = nil
        case .startEncryption:
            // Behind the header stand the event's own fields; what they say was checked by nobody yet.
            var reader = WireReader(buffer.span.extracting((start + EventHeader.byteCount)..<end))
            let scheme: UInt8
            let nonce: [UInt8]
            do throws(WireError) {
                scheme = try reader.uint8()
                _ = try reader.uint32()
                nonce = [UInt8](copying: try reader.span(count: 12))
            } catch {
                throw BinlogError(.malformed(error), in: .startEncryption, at: eventPosition)
            }
            guard scheme == 1 else {
                throw BinlogError(.unknownEncryptionScheme(scheme), in: .startEncryption, at: eventPosition)
            }
            guard let key = keys.mariaDB[BinlogKeys.mariaDBSystemKey] else {
                let kind: BinlogError.Kind = keys.mariaDB.isEmpty ? .encryptedEvents : .missingKey
                throw BinlogError(kind, in: .startEncryption, at: eventPosition)
            }
            eventCipher = MariaDBEventCipher(key: key, nonce: nonce)
        default: break
        }
    }
}
