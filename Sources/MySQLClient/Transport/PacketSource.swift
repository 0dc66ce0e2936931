// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore

/// Hands out the packets of a pump one by one, to the one conversation that goes on.
///
/// Lives on the event loop, as does the actor that owns it.
final class PacketSource {
    /// The content of one packet, in the batch that it came in.
    struct Packet {
        let batch: PacketBatch
        let range: Range<Int>

        /// The content, in place.
        var bytes: Span<UInt8> {
            @_lifetime(borrow self)
            borrowing get { batch.buffer.readableBytesUInt8Span.extracting(range) }
        }

        /// The content without copying it.
        var buffer: ByteBuffer { batch.slice(range) }
    }

    let pump: PacketPump
    private let channel: any Channel
    private let boundPump: NIOLoopBound<PacketPump>
    private var batch: PacketBatch?
    private var position = 0
    /// Whether what is asked for may have been done if the connection breaks now.
    var outcome = MySQLError.Outcome.notSent
    /// What is going on, for errors.
    var stage = ""

    init(_ pump: NIOLoopBound<PacketPump>, channel: any Channel) {
        boundPump = pump
        self.pump = pump.value
        self.channel = channel
    }

    /// Whether a packet is there that nobody has read, or the end of the connection.
    var hasArrival: Bool {
        if let batch, position < batch.byteCount { return true }
        return pump.hasArrival
    }

    /// Bytes that nobody has read, be they whole packets or not.
    var unreadByteCount: Int {
        (batch.map { max(0, $0.byteCount - position) } ?? 0) + pump.unaskedByteCount
    }

    /// Takes the next batch, waiting for it, unless one is under way, and returns it with where its next packet begins.
    func currentBatch(
        isolation actor: isolated any Actor = #isolation
    ) async throws(MySQLError) -> (batch: PacketBatch, position: Int) {
        if let batch, position < batch.byteCount { return (batch, position) }
        let next = try await nextBatch()
        batch = next
        position = 0
        return (next, 0)
    }

    /// Forgets what is left of the batch under way.
    func dropBatch() {
        batch = nil
        position = 0
    }

    /// The next packet of the batch under way, without waiting; nil if it is used up.
    func packetAtHand() -> Packet? {
        guard let batch else { return nil }
        if let range = batch.payload(at: &position) { return Packet(batch: batch, range: range) }
        dropBatch()
        return nil
    }

    /// The next packet, waiting for it.
    func next(isolation actor: isolated any Actor = #isolation) async throws(MySQLError) -> Packet {
        while true {
            if let packet = packetAtHand() { return packet }
            batch = try await nextBatch()
            position = 0
        }
    }

    /// The next batch as a whole.
    ///
    /// Cancelling the task closes the socket at once, and so does `timeout` where nothing comes for so long.
    func nextBatch(
        timeout: Duration? = nil,
        isolation actor: isolated any Actor = #isolation
    ) async throws(MySQLError) -> PacketBatch {
        switch await arrival({ $0.takeBatch() }, wait: { $0.wait($1, timeout: timeout) }) {
        case .batch(let batch): return batch
        case .end(let ending): throw error(ending)
        case .tlsComplete: preconditionFailure("waiting for packets in a TLS handshake")
        }
    }

    /// Waits until the TLS handshake is complete.
    func tlsComplete(isolation actor: isolated any Actor = #isolation) async throws(MySQLError) {
        switch await arrival({ $0.isTLSComplete ? .tlsComplete : nil }, wait: { $0.wait($1, timeout: nil) }) {
        case .tlsComplete: break
        case .batch: throw error(ProtocolViolation(.unexpectedPacket(firstByte: 0), in: "the TLS handshake"))
        case .end(let ending): throw error(ending)
        }
    }

    /// What is there already, or what comes; cancelling the task closes the socket at once.
    private func arrival(
        _ present: (PacketPump) -> PacketPump.Arrival?,
        wait: @Sendable (PacketPump, CheckedContinuation<PacketPump.Arrival, Never>) -> Void,
        isolation actor: isolated any Actor = #isolation
    ) async -> PacketPump.Arrival {
        if let arrival = present(pump) { return arrival }
        let boundPump = boundPump
        return await withTaskCancellationHandler {
            // Naming the actor keeps this on its event loop; the bound pump traps if that were ever not so.
            _ = actor
            return await withCheckedContinuation(isolation: actor) { wait(boundPump.value, $0) }
        } onCancel: { [channel] in
            channel.eventLoop.execute { boundPump.value.abort(.cancelled) }
        }
    }

    /// Closes the socket when `timeout` is over, unless what is returned is cancelled before; nil for no timeout.
    func deadline(in timeout: Duration?) -> Scheduled<Void>? {
        guard let timeout else { return nil }
        return channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) { [boundPump] in
            boundPump.value.abort(.deadline)
        }
    }

    /// The error for an end of the connection.
    func error(_ ending: PacketPump.Ending) -> MySQLError {
        let place = stage.isEmpty ? nil : "while \(stage)"
        switch ending {
        case .closed(let cause, let isMidPacket):
            var detail = isMidPacket ? "in the middle of a packet" : "the other side closed it"
            if let cause { detail = "\(cause)" }
            if let place { detail += " \(place)" }
            return MySQLError(.connectionLost, outcome: outcome, detail: detail, underlying: cause)
        case .violation(let violation):
            return self.error(violation)
        case .aborted(let reason):
            switch reason {
            case .cancelled: return MySQLError(.cancelled, outcome: outcome, detail: place)
            case .deadline: return MySQLError(.deadlineExceeded, outcome: outcome, detail: place)
            case .closed: return MySQLError(.connectionClosed, outcome: outcome, detail: place)
            }
        }
    }

    /// The error for what the server did against the protocol.
    ///
    /// The connection is closed.
    func error(_ violation: ProtocolViolation) -> MySQLError {
        pump.abort(.closed)
        switch violation.kind {
        case .packetTooLarge, .tooManyColumns, .definitionsTooLarge:
            return MySQLError(.limitExceeded, outcome: outcome, detail: "\(violation)", underlying: violation)
        default:
            return MySQLError(.protocolViolation, outcome: outcome, detail: "\(violation)", underlying: violation)
        }
    }

    /// The error for an answer that is an error.
    func error(_ packet: ErrorPacket) -> MySQLError {
        let report = ServerReport(number: packet.code, sqlState: packet.sqlState, message: packet.message)
        return MySQLError(.server, outcome: outcome == .notSent ? .notSent : .ran, server: report)
    }
}

extension TimeAmount {
    /// The same length, cut to what fits.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let clamped = min(max(seconds, -9_000_000_000), 9_000_000_000)
        // At most 9e18 + 1e9: below 2^63.
        self = .nanoseconds(clamped * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
