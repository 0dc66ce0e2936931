// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire
import NIOCore

/// Compresses what is sent, and decompresses what was received, one frame at a time as it is asked for, so that a few
/// bytes which become many do not all do so at once.
final class CompressionStage {
    private var framing: CompressedFraming
    private var received = CircularBuffer<ByteBuffer>()
    private var cursor = 0

    init(_ algorithm: CompressedFraming.Algorithm) {
        framing = CompressedFraming(algorithm)
    }

    /// Whether every byte received was used.
    var isEmpty: Bool { received.isEmpty && framing.isBetweenFrames }

    /// Keeps bytes from the socket.
    func receive(_ bytes: ByteBuffer) {
        if bytes.readableBytes > 0 { received.append(bytes) }
    }

    /// What the next whole frame holds; nil where none is whole.
    func next() throws(ProtocolViolation) -> ByteBuffer? {
        while let bytes = received.first {
            if let content = try framing.next(in: bytes.readableBytesUInt8Span, from: &cursor) {
                if cursor == bytes.readableBytes { dropFirst() }
                return ByteBuffer(bytes: content)
            }
            dropFirst()
        }
        return nil
    }

    /// Tells what is going on: numbers begin anew with a command, and are looked at in its answer only.
    func turned(_ turn: PacketSplitter.Turn, isNewCommand: Bool) {
        if isNewCommand { framing.sequence.reset() }
        framing.sequence.areChecked = turn == .answer
    }

    /// Packets as frames.
    func compress(_ packets: ByteBuffer) -> ByteBuffer {
        var writer = WireWriter()
        framing.append(packets.readableBytesUInt8Span, to: &writer)
        return ByteBuffer(bytes: writer.bytes)
    }

    private func dropFirst() {
        received.removeFirst()
        cursor = 0
    }
}
