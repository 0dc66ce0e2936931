// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Decrypts the events of a file that MariaDB encrypted one by one.
///
/// Source: MariaDB 11.8, `sql/log_event.cc`, `Log_event_writer::encrypt_and_write`, `Log_event::read_log_event`;
/// `mysys_ssl/my_crypt.cc`, `MyCTX_nopad`.
struct MariaDBEventCipher {
    private let key: [UInt8]
    private let nonce: [UInt8]

    init(key: [UInt8], nonce: [UInt8]) {
        self.key = key
        self.nonce = nonce
    }

    /// Decrypts the event at `range`, which stands at `position` in the file.
    ///
    /// The length in bytes 9 to 12 is in clear; what belongs there stands in bytes 0 to 3, and everything from byte 4 on is
    /// encrypted: whole blocks chained, the rest combined with the encrypted initialization vector.
    func decrypt(_ buffer: inout [UInt8], _ range: Range<Int>, at position: UInt64) throws(BinlogError) {
        let start = range.lowerBound
        let length = Array(buffer[(start + 9)..<(start + 13)])
        for index in 0..<4 { buffer[start + 9 + index] = buffer[start + index] }
        var vector = WireWriter(bytes: nonce)
        vector.uint32(UInt32(truncatingIfNeeded: position))
        let encrypted = (start + 4)..<range.upperBound
        let tail = encrypted.count % 16
        let whole = encrypted.lowerBound..<(encrypted.upperBound - tail)
        guard
            let blocks = Cipher.run(
                .cbc,
                encrypts: false,
                key: key,
                vector: vector.bytes,
                buffer.span.extracting(whole)
            ),
            let mask = Cipher.run(.ecb, encrypts: true, key: key, vector: [], vector.bytes.span)
        else { throw BinlogError(.wrongKey, at: position) }
        buffer.replaceSubrange(whole, with: blocks)
        for index in 0..<tail { buffer[whole.upperBound + index] ^= mask[index] }
        for index in 0..<4 {
            buffer[start + index] = buffer[start + 9 + index]
            buffer[start + 9 + index] = length[index]
        }
    }
}
