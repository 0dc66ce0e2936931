// SPDX-License-Identifier: Apache-2.0
public import NIOCore

/// One connection of a ``FakeServer``, from the server's side.
///
/// Packets are given without their headers; sequence numbers follow the last packet of either side, unless a test sets
/// ``sequence`` to a wrong one.
public struct FakeConversation {
    /// The client closed the connection.
    public struct HungUp: Error {
        /// The conversation is over.
        public init() {}
    }

    /// Which connection of the server this is; the first is 0.
    public let number: Int

    /// The sequence number of the packet that is sent next.
    public var sequence: UInt8 = 0

    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received = ByteBuffer()

    init(
        number: Int,
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.number = number
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Sends bytes as they are; waits while the client does not read.
    ///
    /// - Throws: an error of the socket, which ends the conversation quietly.
    public func sendBytes(_ bytes: [UInt8]) async throws {
        try await outbound.write(ByteBuffer(bytes: bytes))
    }

    /// Sends bytes that are already a buffer, so that endless sending copies nothing.
    ///
    /// - Throws: as ``sendBytes(_:)``.
    public func sendBytes(_ bytes: ByteBuffer) async throws {
        try await outbound.write(bytes)
    }

    /// Sends one packet, in several parts if it is too long for one.
    ///
    /// - Throws: as ``sendBytes(_:)``.
    public mutating func send(_ payload: [UInt8]) async throws {
        try await sendBytes(frame(payload))
    }

    /// Sends several packets in one write.
    ///
    /// - Throws: as ``sendBytes(_:)``.
    public mutating func send(packets: [[UInt8]]) async throws {
        var bytes: [UInt8] = []
        for payload in packets { bytes += frame(payload) }
        try await sendBytes(bytes)
    }

    /// The packets, headers included, that `payload` is sent as; counts ``sequence`` on.
    public mutating func frame(_ payload: [UInt8]) -> [UInt8] {
        let most = 0xff_ffff
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 8)
        var start = 0
        repeat {
            let length = min(most, payload.count - start)
            bytes += littleEndian(UInt64(length), width: 3)
            bytes.append(sequence)
            bytes += payload[start..<(start + length)]
            sequence &+= 1
            start += length
            if length < most { break }
        } while true
        return bytes
    }

    /// The payload of the client's next packet, its parts joined; ``sequence`` goes on behind it.
    ///
    /// - Throws: ``HungUp`` if the client closes first.
    public mutating func receive() async throws -> [UInt8] {
        var payload: [UInt8] = []
        while true {
            let header = try await receiveBytes(4)
            let length = Int(header[0]) | Int(header[1]) << 8 | Int(header[2]) << 16
            sequence = header[3] &+ 1
            payload += try await receiveBytes(length)
            if length < 0xff_ffff { return payload }
        }
    }

    /// The next `count` bytes of the client.
    ///
    /// - Throws: ``HungUp`` if the client closes first.
    public mutating func receiveBytes(_ count: Int) async throws -> [UInt8] {
        while received.readableBytes < count {
            received.discardReadBytes()
            guard var more = try await inbound.next(isolation: #isolation) else { throw HungUp() }
            received.writeBuffer(&more)
        }
        return received.readBytes(length: count) ?? []
    }

    /// Sends the same bytes again and again until the client hangs up.
    ///
    /// - Throws: an error of the socket, which is how it ends.
    public func repeatForever(_ bytes: [UInt8]) async throws {
        // Small pieces are put together, so that the writing is not what takes the time.
        var buffer = ByteBuffer()
        repeat { buffer.writeBytes(bytes) } while !bytes.isEmpty && buffer.readableBytes < 1 << 16
        guard buffer.readableBytes > 0 else { return }
        while true { try await outbound.write(buffer) }
    }

    /// Sends packets of one length with numbers that count on, until the client hangs up; at `0xff_ffff` bytes they are the
    /// parts of one packet without end.
    ///
    /// - Throws: an error of the socket, which is how it ends.
    public func repeatPacket(beginning: [UInt8], length: Int, from first: UInt8) async throws {
        let filler = ByteBuffer(repeating: 0x41, count: max(0, length - beginning.count))
        var number = first
        while true {
            try await sendBytes(littleEndian(UInt64(length), width: 3) + [number] + beginning)
            try await outbound.write(filler)
            number &+= 1
        }
    }

    /// Says nothing until the client hangs up; what it sends is dropped.
    ///
    /// - Throws: an error of the socket.
    public mutating func stall() async throws {
        while try await inbound.next(isolation: #isolation) != nil { received.clear() }
        throw HungUp()
    }
}

/// The lowest `width` bytes of a number, lowest first.
func littleEndian(_ value: UInt64, width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
}
