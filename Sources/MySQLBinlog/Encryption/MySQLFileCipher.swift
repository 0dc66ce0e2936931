// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// Decrypts a file that MySQL encrypted as a whole.
///
/// Source: MySQL 9.7, `sql/rpl_log_encryption.cc`, `Rpl_encryption_header_v1`; `sql/stream_cipher.cc`,
/// `Aes_ctr_cipher`.
struct MySQLFileCipher {
    /// Bytes in front of the encrypted content.
    static let headerLength = 512

    private let key: [UInt8]
    private let vectorHead: [UInt8]
    /// Bytes decrypted so far.
    private var offset: UInt64 = 0

    /// Reads the header: magic (4 bytes), version (1, is 1), then fields of a type byte and a value until type 0: 1 is the key's
    /// name (length in 1 byte), 2 the encrypted password of the file (32), 3 its initialization vector (16).
    init(header: Span<UInt8>, keys: BinlogKeys) throws(BinlogError) {
        var name: String?
        var password: [UInt8] = []
        var vector: [UInt8] = []
        var reader = WireReader(header)
        do throws(WireError) {
            try reader.advance(BinlogFileReader.magicLength)
            let version = try reader.uint8()
            guard version == 1 else { throw WireError(.invalidValue(UInt64(version)), at: 4) }
            fields: while !reader.isAtEnd {
                let type = try reader.uint8()
                switch type {
                case 0: break fields
                case 1:
                    let length = try reader.uint8()
                    name = String(repairing: try reader.span(count: Int(length)))
                case 2: password = [UInt8](copying: try reader.span(count: 32))
                case 3: vector = [UInt8](copying: try reader.span(count: 16))
                default: throw WireError(.invalidValue(UInt64(type)), at: reader.offset - 1)
                }
            }
        } catch {
            throw BinlogError(.malformed(error), at: 0)
        }
        guard !keys.mysql.isEmpty else { throw BinlogError(.encryptedFile, at: 0) }
        guard let name, let master = keys.mysql[name] else { throw BinlogError(.missingKey, at: 0) }
        guard
            let plain = Cipher.run(.cbc, encrypts: false, key: master, vector: vector, password.span),
            let digest = Cipher.sha512(plain)
        else { throw BinlogError(.wrongKey, at: 0) }
        key = Array(digest[..<32])
        vectorHead = Array(digest[32..<40])
    }

    /// Decrypts the bytes of `range`, which follow those decrypted before.
    mutating func decrypt(_ buffer: inout [UInt8], _ range: Range<Int>) throws(BinlogError) {
        // Counter mode goes on at any byte: the counter tells the block, and the bytes of the block before this one are run
        // through with it.
        let lead = Int(offset % 16)
        var vector = WireWriter(bytes: vectorHead)
        vector.bigEndian(offset / 16, width: 8)
        var input = [UInt8](repeating: 0, count: lead)
        input.append(copying: buffer.span.extracting(range))
        guard let output = Cipher.run(.ctr, encrypts: false, key: key, vector: vector.bytes, input.span) else {
            throw BinlogError(.wrongKey, at: offset)
        }
        buffer.replaceSubrange(range, with: output[lead...])
        offset += UInt64(range.count)
    }
}
