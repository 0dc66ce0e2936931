// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire

/// The bytes that `body` writes.
func encoded(_ body: (inout WireWriter) -> Void) -> [UInt8] {
    var writer = WireWriter()
    body(&writer)
    return writer.bytes
}

/// The violation of `body`; nil where it throws none.
func violation<Result>(_ body: () throws(ProtocolViolation) -> Result) -> ProtocolViolation? {
    do throws(ProtocolViolation) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}

extension PacketLayout {
    /// Nothing was agreed.
    static let classic = PacketLayout()
    /// What current clients and servers agree to.
    static let current = PacketLayout(deprecatesEOF: true, tracksSession: true)
}
