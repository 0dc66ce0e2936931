// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// Opens the socket to a server: looks the name up, tries every address, and says what failed.
struct SocketConnector {
    let endpoint: MySQLConnection.Configuration.Endpoint
    let limits: MySQLConnection.Limits
    let timeout: Duration
    let loop: any EventLoop

    /// The open socket, and the ``PacketPump`` at the end of its pipeline.
    ///
    /// The pump is given along since a server that refuses at once has closed the socket by now, and what it said is there.
    ///
    /// Stays on the event loop of `actor`, so that threads that are busy with something else delay nothing.
    func connect(isolation actor: isolated any Actor = #isolation) async throws(MySQLError) -> (any Channel, PacketPump)
    {
        let limits = limits
        // Several addresses may be tried at once, each with a pump of its own.
        let pumps = NIOLoopBoundBox.makeBoxSendingValue([ObjectIdentifier: PacketPump](), eventLoop: loop)
        var bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(timeout))
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 131_072))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pump = PacketPump(limits: limits)
                    pumps.value[ObjectIdentifier(channel)] = pump
                    try channel.pipeline.syncOperations.addHandlers([SocketEdge(), pump])
                }
            }
        let attempt: EventLoopFuture<any Channel>
        switch endpoint {
        case .tcp(let host, let port):
            bootstrap =
                bootstrap
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelOption(.socketOption(.so_keepalive), value: 1)
            attempt = bootstrap.connect(host: host, port: port)
        case .unixSocket(let path):
            attempt = bootstrap.connect(unixDomainSocketPath: path)
        }
        do {
            let channel = try await cancellable(attempt)
            guard let pump = pumps.value[ObjectIdentifier(channel)] else { throw ChannelError.ioOnClosedChannel }
            return (channel, pump)
        } catch is CancellationError {
            throw MySQLError(.cancelled, outcome: .notSent, detail: "while connecting to \(endpoint)")
        } catch {
            throw ConnectFailure(endpoint, timeout: timeout).error(for: error)
        }
    }

    /// Waits for a socket; if the task is cancelled before, the socket is closed when it comes.
    private func cancellable(
        _ attempt: EventLoopFuture<any Channel>,
        isolation actor: isolated any Actor = #isolation
    ) async throws -> any Channel {
        let arrival = loop.makePromise(of: (any Channel).self)
        let isAbandoned = NIOLoopBoundBox.makeBoxSendingValue(false, eventLoop: loop)
        attempt.hop(to: loop).whenComplete { result in
            switch result {
            case .success(let channel) where isAbandoned.value: channel.close(promise: nil)
            case .success, .failure: arrival.completeWith(result)
            }
        }
        let loop = loop
        return try await withTaskCancellationHandler {
            // Naming the actor keeps this on its event loop.
            _ = actor
            return try await withCheckedThrowingContinuation(isolation: actor) { continuation in
                arrival.futureResult.whenComplete { continuation.resume(with: $0) }
            }
        } onCancel: {
            loop.execute {
                isAbandoned.value = true
                arrival.fail(CancellationError())
            }
        }
    }
}
