// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// What `body` reads from `payload`; what was wrong with the bytes becomes a violation by the name of the packet.
package func decoding<Result>(
    _ payload: Span<UInt8>,
    in packet: String,
    _ body: (inout WireReader) throws(WireError) -> Result
) throws(ProtocolViolation) -> Result {
    var reader = WireReader(payload)
    do throws(WireError) {
        return try body(&reader)
    } catch {
        throw ProtocolViolation(.malformed(error), in: packet)
    }
}
