// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// Answers the requests of one connection, one after the other.
///
/// Nothing is read while an answer is on its way, so a client that does not take its answers cannot make us hold many of them.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: StatusServer.Limits
    private let gauge: RequestGauge
    private let answer: @Sendable (StatusRequest) -> StatusAnswer
    /// The request whose end has not come yet.
    private var head: HTTPRequestHead?
    private var isAnswering = false
    private var isClosing = false
    private var deadline: Scheduled<Void>?

    init(
        _ limits: StatusServer.Limits,
        _ gauge: RequestGauge,
        _ answer: @escaping @Sendable (StatusRequest) -> StatusAnswer
    ) {
        self.limits = limits
        self.gauge = gauge
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        expect(within: limits.requestSeconds, context)
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard !isAnswering else {
                // Requests that come before the answer to the one before: that one is the last.
                isClosing = true
                return
            }
            self.head = head
        case .body:
            head = nil
            send(StatusAnswer(413, "a request has no body here"), to: nil, closes: true, context)
        case .end:
            guard let head else { return }
            self.head = nil
            let request = StatusRequest(method: head.method.rawValue, target: head.uri)
            send(answer(request), to: head, closes: !head.isKeepAlive, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isAnswering, !isClosing { context.read() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isClosing, !isAnswering else {
            isClosing = true
            return
        }
        head = nil
        switch error {
        case is RequestGauge.Overflow:
            send(StatusAnswer(431, "the request is too long"), to: nil, closes: true, context)
        case is HTTPParserError:
            send(StatusAnswer(400, "this is no request of HTTP"), to: nil, closes: true, context)
        default:
            isClosing = true
            context.close(promise: nil)
        }
    }

    private func send(_ answer: StatusAnswer, to head: HTTPRequestHead?, closes: Bool, _ context: ChannelHandlerContext)
    {
        isAnswering = true
        if closes { isClosing = true }
        var fields = HTTPHeaders()
        fields.add(name: "content-type", value: answer.contentType)
        fields.add(name: "content-length", value: String(answer.body.count))
        fields.add(name: "cache-control", value: "no-store")
        fields.add(name: "x-content-type-options", value: "nosniff")
        if closes { fields.add(name: "connection", value: "close") }
        for (name, value) in answer.fields { fields.add(name: name, value: value) }
        let status = HTTPResponseStatus(statusCode: answer.status)
        // HTTP/1.0 keeps no connection unless both say so; it is closed there.
        let part = HTTPResponseHead(version: .http1_1, status: status, headers: fields)
        context.write(wrapOutboundOut(.head(part)), promise: nil)
        if head?.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        }
        expect(within: limits.answerSeconds, context)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            let (handler, context) = bound.value
            handler.answered(context)
        }
    }

    /// An answer was taken, or will never be.
    private func answered(_ context: ChannelHandlerContext) {
        isAnswering = false
        guard !isClosing else {
            context.close(promise: nil)
            return
        }
        gauge.beginRequest()
        expect(within: limits.idleSeconds, context)
        context.read()
    }

    /// Closes the connection after so many seconds, unless something else is expected before.
    private func expect(within seconds: Int64, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: .seconds(seconds)) {
            let (handler, context) = bound.value
            handler.isClosing = true
            context.close(promise: nil)
        }
    }
}
