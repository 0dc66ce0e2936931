// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The events that follow in this file are encrypted; on a stream they arrive decrypted.
public struct StartEncryptionEvent: ~Escapable {
    /// 1: AES-CBC.
    public var scheme: UInt8
    /// Version of the key in MariaDB's key management.
    public var keyVersion: UInt32
    /// 12 bytes that begin the initialization vector of each event.
    public var nonce: Span<UInt8>

    /// Reads the body: scheme (1 byte), key version (4), nonce (12).
    ///
    /// Source: MariaDB 11.8, `sql/log_event.h`, class `Start_encryption_log_event`.
    @_lifetime(copy reader)
    public init(from reader: inout WireReader) throws(WireError) {
        scheme = try reader.uint8()
        keyVersion = try reader.uint32()
        nonce = try reader.span(count: 12)
        try reader.expectEnd()
    }

    /// Writes the body.
    public func encode(into writer: inout WireWriter) {
        writer.uint8(scheme)
        writer.uint32(keyVersion)
        writer.span(nonce)
    }
}
