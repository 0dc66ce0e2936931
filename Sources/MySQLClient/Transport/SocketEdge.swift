// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The handler next to the socket: closes it at once, where TLS would first say goodbye and wait for an answer.
final class SocketEdge: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Sent down the pipeline to close the socket at once.
    struct CloseNow: Sendable {}

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if event is CloseNow {
            context.close(promise: promise)
        } else {
            context.triggerUserOutboundEvent(event, promise: promise)
        }
    }
}
