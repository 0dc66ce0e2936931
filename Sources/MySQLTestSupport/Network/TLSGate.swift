// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOSSL

/// Lets the client's first packet pass in clear; if it is an SSLRequest, what follows goes through TLS.
///
/// An SSLRequest is a packet of 32 bytes, which no answer to a greeting is. Source: MySQL manual, "SSL connection
/// request".
final class TLSGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private static let requestLength = 4 + 32
    private let tls: NIOSSLContext
    private var held = ByteBuffer()
    private var isOpen = false

    init(_ tls: NIOSSLContext) { self.tls = tls }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOpen else { return context.fireChannelRead(data) }
        var bytes = unwrapInboundIn(data)
        held.writeBuffer(&bytes)
        guard let length: UInt8 = held.getInteger(at: held.readerIndex), length != 32 || held.readableBytes >= 36
        else { return }
        isOpen = true
        guard length == 32, let request = held.readSlice(length: TLSGate.requestLength) else {
            return context.fireChannelRead(wrapInboundOut(held))
        }
        context.fireChannelRead(wrapInboundOut(request))
        context.fireChannelReadComplete()
        do {
            try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .after(self))
        } catch {
            return context.fireErrorCaught(error)
        }
        if held.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(held)) }
    }
}
