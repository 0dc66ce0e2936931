// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Counts the bytes of a request before anything reads them, and lets no more through than a request may have.
final class RequestGauge: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// A request has more bytes than it may.
    struct Overflow: Error {}

    private let most: Int
    private var count = 0

    init(most: Int) {
        self.most = most
    }

    /// A request was answered: the next one begins.
    func beginRequest() {
        count = 0
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Reads are of 4 KiB, so the sum cannot overflow before it is compared.
        count += unwrapInboundIn(data).readableBytes
        guard count <= most else {
            context.fireErrorCaught(Overflow())
            return
        }
        context.fireChannelRead(data)
    }
}
