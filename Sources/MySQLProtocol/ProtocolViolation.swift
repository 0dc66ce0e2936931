// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// What the peer did against the protocol, and in which packet.
///
/// The connection is of no use afterwards: nothing tells where the next packet begins or what it answers.
public struct ProtocolViolation: Error, Sendable, Hashable {
    /// What was wrong.
    public enum Kind: Sendable, Hashable {
        /// The packet is not laid out as its kind is.
        case malformed(WireError)
        /// A packet came with another sequence number than the one that was due.
        case outOfOrder(expected: UInt8, found: UInt8)
        /// The packet, all its parts together, is longer than the client accepts.
        case packetTooLarge(length: Int, limit: Int)
        /// A packet of this kind has no place here; holds its first byte.
        case unexpectedPacket(firstByte: UInt8)
        /// A packet without content has no place here.
        case emptyPacket
        /// More columns than any server sends.
        case tooManyColumns(UInt64, limit: Int)
        /// The definitions of a result's columns are longer than the client accepts, in bytes.
        case definitionsTooLarge(limit: Int)
        /// The result has another number of columns than the statement was prepared with, and does not describe them.
        case columnCountMismatch(expected: Int, found: Int)
        /// The values are binary and nothing tells their types.
        case missingDefinitions
        /// A frame of the compressed protocol does not hold what its header says.
        case corruptFrame(WireError)
        /// The server speaks a version of the protocol that is not 10.
        case unsupportedVersion(UInt8)
        /// The server lacks a capability without which there is no talking to it; holds the protocol's name of it.
        case missingCapability(String)
    }

    /// What was wrong.
    public var kind: Kind
    /// The packet in which it was, by the manual's name for it.
    public var packet: String

    /// Says what was wrong in which packet.
    public init(_ kind: Kind, in packet: String) {
        self.kind = kind
        self.packet = packet
    }
}

extension ProtocolViolation: CustomStringConvertible {
    /// What was wrong, where, and what can be done about it.
    public var description: String {
        let what =
            switch kind {
            case .malformed(let error): "\(error)"
            case .outOfOrder(let expected, let found): "sequence number \(found) where \(expected) was due"
            case .packetTooLarge(let length, let limit):
                "\(length) bytes or more exceed the limit of \(limit); raise the maximum packet size to read it"
            case .unexpectedPacket(let byte): "a packet that begins with 0x\(hexadecimal(byte)) has no place here"
            case .emptyPacket: "an empty packet has no place here"
            case .tooManyColumns(let count, let limit): "\(count) columns exceed the maximumColumnCount of \(limit)"
            case .definitionsTooLarge(let limit): "the definitions of the columns exceed the limit of \(limit) bytes"
            case .columnCountMismatch(let expected, let found):
                "\(found) columns where the statement was prepared with \(expected); prepare it again"
            case .missingDefinitions: "binary values without the definitions of their columns"
            case .corruptFrame(let error): "the compressed frame is not what its header says: \(error)"
            case .unsupportedVersion(let version): "protocol version \(version); only 10 is spoken here"
            case .missingCapability(let name): "the server does not offer \(name)"
            }
        return "\(packet): \(what)"
    }

    private func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
