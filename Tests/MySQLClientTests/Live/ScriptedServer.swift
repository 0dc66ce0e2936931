// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLWire
import NIOCore
import NIOPosix

/// A server that does what a real one cannot be made to: it greets, lets everybody in, then follows a script.
struct ScriptedServer: Sendable {
    /// What the server does about a packet of the client.
    enum Step: Sendable {
        /// Sends a packet with the number that is due.
        case packet([UInt8])
        /// Sends bytes as they are.
        case bytes([UInt8])
        /// Closes the socket.
        case close
    }

    /// An OK packet.
    static let ok: [UInt8] = [0, 0, 0, 2, 0, 0, 0]

    let port: Int
    private let channel: any Channel

    /// Lends a server.
    ///
    /// - Parameters:
    ///   - greeting: sent to who connects; nil for silence.
    ///   - script: is given each command, counted from 0, and its bytes.
    ///   - body: is given where to connect to.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    static func with<Result>(
        greeting: [UInt8]? = ScriptedServer.greeting(),
        script: @escaping @Sendable (Int, [UInt8]) -> [Step],
        _ body: (MySQLConnection.Configuration) async throws -> Result
    ) async throws -> Result {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(greeting: greeting, script: script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        var configuration = MySQLConnection.Configuration(
            .tcp(host: "127.0.0.1", port: channel.localAddress?.port ?? 0),
            as: Credentials(user: "anyone")
        )
        configuration.tls = .disabled
        let result: Result
        do {
            result = try await body(configuration)
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
        return result
    }

    /// A greeting of MySQL, with TLS offered or not, and its header.
    static func greeting(offersTLS: Bool = false) -> [UInt8] {
        var writer = WireWriter()
        writer.uint8(10)
        writer.text("8.0.99-scripted")
        writer.uint8(0)
        writer.uint32(7)
        writer.array([1, 2, 3, 4, 5, 6, 7, 8, 0])
        // Protocol 4.1, transactions, secure connection, plug-ins, length-encoded data, results in series, no EOF.
        let capabilities: UInt32 = 0x1 | 0x4 | 0x200 | 0x2000 | 0x8000 | 7 << 17 | 1 << 21 | 1 << 24
        let offered = offersTLS ? capabilities | 0x800 : capabilities
        writer.uint16(UInt16(offered & 0xffff))
        writer.uint8(45)
        writer.uint16(2)
        writer.uint16(UInt16(offered >> 16))
        writer.uint8(21)
        writer.zeros(10)
        writer.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0])
        writer.text("mysql_native_password")
        writer.uint8(0)
        return [UInt8(writer.bytes.count), 0, 0, 0] + writer.bytes
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let greeting: [UInt8]?
        private let script: @Sendable (Int, [UInt8]) -> [Step]
        private var received = ByteBuffer()
        private var count = 0

        init(greeting: [UInt8]?, script: @escaping @Sendable (Int, [UInt8]) -> [Step]) {
            self.greeting = greeting
            self.script = script
        }

        func channelActive(context: ChannelHandlerContext) {
            if let greeting { send(greeting, context) }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var bytes = unwrapInboundIn(data)
            received.writeBuffer(&bytes)
            while let header = received.getInteger(at: received.readerIndex, endianness: .little, as: UInt32.self),
                received.readableBytes >= 4 + Int(header & 0xff_ffff)
            {
                received.moveReaderIndex(forwardBy: 4)
                let payload = received.readBytes(length: Int(header & 0xff_ffff)) ?? []
                answer(payload, sequence: UInt8(header >> 24) &+ 1, context)
            }
        }

        private func answer(_ payload: [UInt8], sequence: UInt8, _ context: ChannelHandlerContext) {
            guard count > 0 else {
                count = 1
                return send([UInt8(ok.count), 0, 0, sequence] + ok, context)
            }
            var sequence = sequence
            for step in script(count - 1, payload) {
                switch step {
                case .packet(let content):
                    send([UInt8(content.count & 255), UInt8(content.count >> 8), 0, sequence] + content, context)
                    sequence &+= 1
                case .bytes(let bytes): send(bytes, context)
                case .close: context.close(promise: nil)
                }
            }
            count += 1
        }

        private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        }
    }
}
