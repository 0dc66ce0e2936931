// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Decrypts the events of a file that MariaDB encrypted one by one.
///
/// Source: MariaDB 11.8, `sql/log_event.cc`, `Log_event_writer::encrypt_and_write`, `Log_event::read_log_event`;
/// `mysys_ssl/my_crypt.cc`, `MyCTX_nopad`; `plugin/file_key_management/file_key_management_plugin.cc`, `mode`.
struct MariaDBEventCipher {
    private let key: [UInt8]
    private let nonce: [UInt8]
    /// How the server chains blocks (`file_key_management_encryption_algorithm`), which the file does not tell: nil until an
    /// event was decrypted.
    private var mode: Cipher.Mode?

    init(key: [UInt8], nonce: [UInt8]) {
        self.key = key
        self.nonce = nonce
    }

    /// Decrypts the event at `range`, which stands at `position` in the file.
    ///
    /// - Throws: ``BinlogError/Kind/wrongKey`` where no way of chaining gives an event.
    mutating func decrypt(
        _ buffer: inout [UInt8],
        _ range: Range<Int>,
        at position: UInt64,
        hasChecksum: Bool
    ) throws(BinlogError) {
        for mode in self.mode.map({ [$0] }) ?? [.cbc, .ctr] {
            guard let event = decrypted(buffer.span.extracting(range), at: position, mode) else { continue }
            guard self.mode != nil || isEvent(event, at: position, hasChecksum: hasChecksum) else { continue }
            self.mode = mode
            buffer.replaceSubrange(range, with: event)
            return
        }
        throw BinlogError(.wrongKey, at: position)
    }

    /// The event in clear; nil where the library refuses.
    ///
    /// The length in bytes 9 to 12 is in clear; what belongs there stands in bytes 0 to 3, and everything from byte 4 on is
    /// encrypted.
    private func decrypted(_ event: Span<UInt8>, at position: UInt64, _ mode: Cipher.Mode) -> [UInt8]? {
        var bytes = [UInt8](copying: event)
        let length = Array(bytes[9..<13])
        for index in 0..<4 { bytes[9 + index] = bytes[index] }
        var vector = WireWriter(bytes: nonce)
        vector.uint32(UInt32(truncatingIfNeeded: position))
        let encrypted = Array(bytes[4...])
        guard let clear = run(mode, vector.bytes, encrypted) else { return nil }
        bytes.replaceSubrange(4..., with: clear)
        for index in 0..<4 {
            bytes[index] = bytes[9 + index]
            bytes[9 + index] = length[index]
        }
        return bytes
    }

    /// Decrypts a run of bytes: in cipher block chaining whole blocks are chained, and the rest is combined with the encrypted
    /// initialization vector.
    private func run(_ mode: Cipher.Mode, _ vector: [UInt8], _ input: [UInt8]) -> [UInt8]? {
        guard mode == .cbc else {
            return Cipher.run(mode, encrypts: false, key: key, vector: vector, input.span)
        }
        let whole = input.count - input.count % 16
        guard
            var output = Cipher.run(
                .cbc,
                encrypts: false,
                key: key,
                vector: vector,
                input.span.extracting(0..<whole)
            ),
            let mask = Cipher.run(.ecb, encrypts: true, key: key, vector: [], vector.span)
        else { return nil }
        for index in whole..<input.count { output.append(input[index] ^ mask[index - whole]) }
        return output
    }

    /// Whether the bytes are an event, and not what a wrong key gives: its checksum is right, or it ends where it says.
    ///
    /// Events of relay logs end elsewhere; without a checksum theirs are told by type and flags.
    private func isEvent(_ bytes: [UInt8], at position: UInt64, hasChecksum: Bool) -> Bool {
        var reader = WireReader(bytes.span)
        guard let header = try? EventHeader(from: &reader) else { return false }
        if header.endPosition == UInt32(truncatingIfNeeded: position + UInt64(bytes.count)) { return true }
        guard hasChecksum, bytes.count >= EventHeader.byteCount + 4 else {
            return header.type.rawValue < 64 && header.flags.rawValue & 0x7c00 == 0
        }
        let end = bytes.count - 4
        var checksum = WireReader(bytes.span.extracting(end..<bytes.count))
        return (try? checksum.uint32()) == CRC32.checksum(of: bytes.span.extracting(0..<end))
    }
}
