// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore
import NIOSSL
import NIOTLS

/// The handler at the end of the pipeline: hands packets in batches to the one who waits for them, and stops the socket
/// while too many bytes are not used yet.
///
/// Lives on the event loop of its channel, as does the connection that owns it.
final class PacketPump: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = Never
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// Why no packet will come any more.
    enum Ending: Sendable {
        /// The socket was closed by the other side, or by an error, or by us.
        case closed(cause: (any Error)?, isMidPacket: Bool)
        /// The server broke the protocol.
        case violation(ProtocolViolation)
        /// We gave up.
        case aborted(AbortReason)
    }

    /// Why we close a socket that does nothing wrong.
    enum AbortReason: Sendable {
        /// The task was cancelled.
        case cancelled
        /// The time given is over.
        case deadline
        /// The connection is no longer needed.
        case closed
    }

    /// What the one who waits is given.
    enum Arrival: Sendable {
        case batch(PacketBatch)
        case end(Ending)
        case tlsComplete
    }

    private var context: ChannelHandlerContext?
    private var splitter: PacketSplitter
    private var budget: ReadBudget
    private var compression: CompressionStage?
    private var batches = CircularBuffer<PacketBatch>()
    private var lentBytes = 0
    private var waiter: CheckedContinuation<Arrival, Never>?
    private var silence = SilenceWatch()
    private var timer: Scheduled<Void>?
    private var ending: Ending?
    private var isClosed = false
    private var cause: (any Error)?
    private var isReadHeld = false
    /// The certificate that the server had shown when the first error came.
    private(set) var certificate: NIOSSLCertificate?
    /// Whether a TLS handshake is complete.
    private(set) var isTLSComplete = false

    init(limits: MySQLConnection.Limits) {
        splitter = PacketSplitter(maximumPacketSize: limits.maximumHandshakeSize)
        budget = ReadBudget(limit: limits.readBudget)
    }

    /// Whether a packet is there, or the end.
    var hasArrival: Bool { !batches.isEmpty || ending != nil || isClosed }

    /// Lets a packet to come bear the number 1, because the server was sent an acknowledgement.
    func acknowledged() { splitter.acknowledged() }

    /// Bytes that have come and that nobody has asked for; of a packet that is not whole, at least 1.
    var unaskedByteCount: Int {
        batches.reduce(splitter.isMidPacket || compression?.isEmpty == false ? 1 : 0) { $0 + $1.byteCount }
    }

    /// Whether the socket is closed or will be.
    var isEnded: Bool { isClosed || ending != nil }

    /// Ends the small limit of connecting, and from the next byte on expects compressed frames if there is a way of it.
    func authenticated(limits: MySQLConnection.Limits, compression: CompressionStage?) {
        splitter.authenticated(maximumPacketSize: limits.maximumPacketSize, isCompressed: compression != nil)
        self.compression = compression
    }

    /// A batch that is there already; gives back the bytes of the last one.
    func takeBatch() -> Arrival? {
        budget.released(lentBytes)
        lentBytes = 0
        decompress()
        releaseRead()
        if let batch = batches.popFirst() {
            lentBytes = batch.byteCount
            return .batch(batch)
        }
        if let ending { return .end(ending) }
        guard isClosed else { return nil }
        let isMidPacket = splitter.isMidPacket || compression?.isEmpty == false
        return .end(.closed(cause: cause, isMidPacket: isMidPacket))
    }

    /// Resumes `continuation` with the next batch; closes the socket where none comes for as long as `timeout`.
    ///
    /// Only one may wait.
    func wait(_ continuation: CheckedContinuation<Arrival, Never>, timeout: Duration?) {
        precondition(waiter == nil, "two wait for packets of one connection")
        if let arrival = takeBatch() {
            continuation.resume(returning: arrival)
        } else {
            waiter = continuation
            if let timeout { watch(for: TimeAmount(timeout)) }
        }
    }

    /// Sees to it that waiting does not last longer than `timeout`.
    private func watch(for timeout: TimeAmount) {
        guard let context, let delay = silence.begin(at: .now(), limit: timeout) else { return }
        schedule(in: delay, on: context.eventLoop)
    }

    private func schedule(in delay: TimeAmount, on loop: any EventLoop) {
        let pump = NIOLoopBound(self, eventLoop: loop)
        timer = loop.scheduleTask(in: delay) {
            let pump = pump.value
            pump.timer = nil
            switch pump.silence.fired(at: .now(), isWaiting: pump.waiter != nil) {
            case .over: pump.abort(.deadline)
            case .again(let delay): pump.schedule(in: delay, on: loop)
            case .nothing: break
            }
        }
    }

    /// The version of TLS that is spoken; nil without TLS.
    var tlsVersion: TLSPolicy.Version? {
        do {
            switch try context?.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self).tlsVersion {
            case .tlsv12?: return .tls12
            case .tlsv13?: return .tls13
            default: return nil
            }
        } catch {
            // There is no TLS in this pipeline.
            return nil
        }
    }

    /// The number of the next packet of either side.
    var sequence: UInt8 { splitter.sequence }

    /// Writes one packet, in as many frames as it takes, without flushing.
    ///
    /// - Parameters:
    ///   - payload: the bytes behind the header.
    ///   - sequence: the number of the first frame.
    ///   - turn: what is going on from here on; nil where the numbers of what comes do not follow from this.
    ///   - isNewCommand: whether the numbers of compressed frames begin anew.
    func write(_ payload: [UInt8], sequence: UInt8, turn: PacketSplitter.Turn?, isNewCommand: Bool) {
        guard let context else { return }
        var next = sequence
        var rest = payload[...]
        let frameCount = payload.count / PacketHeader.maximumLength + 1
        var buffer = context.channel.allocator.buffer(capacity: payload.count + 4 * frameCount)
        for _ in 0..<frameCount {
            let part = rest.prefix(PacketHeader.maximumLength)
            rest = rest.dropFirst(PacketHeader.maximumLength)
            buffer.writeInteger(UInt32(part.count) | UInt32(next) << 24, endianness: .little)
            buffer.writeBytes(part)
            next &+= 1
        }
        if let turn { splitter.sent(next: next, turn: turn) }
        if let compression {
            if isNewCommand || turn != nil { compression.turned(turn ?? .idle, isNewCommand: isNewCommand) }
            buffer = compression.compress(buffer)
        }
        context.write(wrapOutboundOut(buffer), promise: nil)
    }

    /// Sends what was written.
    func flush() { context?.flush() }

    /// Nothing is asked any more: what comes now, the server says on its own.
    func becameIdle() {
        splitter.becameIdle()
        compression?.turned(.idle, isNewCommand: false)
    }

    /// Closes the socket at once, drops what was not taken, and resumes the one who waits.
    func abort(_ reason: AbortReason) {
        guard ending == nil, !isClosed || !batches.isEmpty else { return }
        budget.released(budget.outstanding)
        batches.removeAll()
        end(.aborted(reason))
        closeNow()
    }

    /// Closes the socket at once.
    func closeNow() {
        context?.channel.triggerUserOutboundEvent(SocketEdge.CloseNow(), promise: nil)
    }
}

extension PacketPump {
    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        isClosed = true
        timer?.cancel()
        timer = nil
        deliver()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard ending == nil else { return }
        let bytes = unwrapInboundIn(data)
        if let compression {
            compression.receive(bytes)
            decompress()
        } else {
            split(bytes)
        }
        deliver()
    }

    func read(context: ChannelHandlerContext) {
        if budget.isExceeded {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Servers close without TLS's goodbye; the packets tell whether something is missing.
        if case NIOSSLError.uncleanShutdown? = error as? NIOSSLError { return }
        if cause == nil {
            cause = error
            certificate = shownCertificate
        }
        closeNow()
    }

    func channelInactive(context: ChannelHandlerContext) {
        isClosed = true
        deliver()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent {
            isTLSComplete = true
            // Whoever waits before this waits for this: no packet comes in a handshake.
            let continuation = waiter
            waiter = nil
            continuation?.resume(returning: .tlsComplete)
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The certificate that the server shows; nil without TLS.
    var shownCertificate: NIOSSLCertificate? {
        do {
            return try context?.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self).peerCertificate
        } catch {
            // There is no TLS in this pipeline.
            return nil
        }
    }

    private func split(_ bytes: ByteBuffer) {
        do throws(ProtocolViolation) {
            try splitter.split(bytes) { batch in
                budget.received(batch.byteCount)
                batches.append(batch)
            }
        } catch {
            end(.violation(error))
            closeNow()
        }
    }

    /// Decompresses as long as there is room for what comes out.
    private func decompress() {
        guard let compression else { return }
        do throws(ProtocolViolation) {
            while ending == nil, !budget.isExceeded, let bytes = try compression.next() {
                split(bytes)
            }
        } catch {
            end(.violation(error))
            closeNow()
        }
    }

    private func deliver() {
        guard let continuation = waiter, let arrival = takeBatch() else { return }
        waiter = nil
        continuation.resume(returning: arrival)
    }

    private func releaseRead() {
        guard isReadHeld, !budget.isExceeded else { return }
        isReadHeld = false
        context?.read()
    }

    private func end(_ reason: Ending) {
        if ending == nil { ending = reason }
        deliver()
    }
}
