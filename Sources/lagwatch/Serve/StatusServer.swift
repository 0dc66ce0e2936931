// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Answers requests over HTTP, for as long as a body runs.
///
/// Clients are not trusted: how many there are at once, how long a request is, and how long it and its answer may take is
/// bounded, and a request may have no body.
package enum StatusServer {
    /// What clients may use up.
    package struct Limits: Sendable {
        /// Connections at once; further ones are closed unanswered.
        package var connections = 64
        /// Bytes of a request.
        package var requestBytes = 16 * 1024
        /// Seconds until a connection's first request is whole.
        package var requestSeconds: Int64 = 10
        /// Seconds until the next request of a connection is whole.
        package var idleSeconds: Int64 = 75
        /// Seconds until an answer is taken.
        package var answerSeconds: Int64 = 20

        /// The usual limits.
        package init() {}
    }

    /// Answers requests until the body ends.
    ///
    /// - Parameters:
    ///   - address: Where to listen.
    ///   - limits: What clients may use up.
    ///   - answer: Answers a request; it is called on a thread of the network and must not wait.
    ///   - body: Takes the address with the port that is listened on.
    /// - Returns: What the body returns.
    /// - Throws: ``ServeError`` where that cannot be listened at, and what the body throws.
    package static func run<Value>(
        at address: ListenAddress,
        limits: Limits = Limits(),
        answering answer: @escaping @Sendable (StatusRequest) -> StatusAnswer,
        _ body: (ListenAddress) async throws -> Value
    ) async throws -> Value {
        // A thread of its own: however busy clients keep it, the servers that are watched are heard in time.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result: Result<Value, any Error>
        do {
            result = .success(try await serve(on: group, at: address, limits, answer, body))
        } catch {
            result = .failure(error)
        }
        // That closes the listener and all connections.
        try await group.shutdownGracefully()
        return try result.get()
    }

    private static func serve<Value>(
        on group: MultiThreadedEventLoopGroup,
        at address: ListenAddress,
        _ limits: Limits,
        _ answer: @escaping @Sendable (StatusRequest) -> StatusAnswer,
        _ body: (ListenAddress) async throws -> Value
    ) async throws -> Value {
        let clients = ClientConnections(most: limits.connections)
        let listener: any Channel
        do {
            listener = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 128)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                // The handler asks for the next bytes itself.
                .childChannelOption(.autoRead, value: false)
                .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4096))
                .childChannelOption(.maxMessagesPerRead, value: 1)
                .childChannelInitializer { channel in
                    guard clients.admit(channel) else {
                        return channel.eventLoop.makeFailedFuture(ServeError("too many connections"))
                    }
                    return channel.eventLoop.makeCompletedFuture {
                        let gauge = RequestGauge(most: limits.requestBytes)
                        try channel.pipeline.syncOperations.addHandlers(
                            gauge,
                            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
                            HTTPResponseEncoder(),
                            RequestHandler(limits, gauge, answer)
                        )
                    }
                }
                .bind(host: address.host, port: address.port).get()
        } catch {
            throw ServeError("\(address) cannot be listened at: \(reason(error, address))")
        }
        return try await body(
            ListenAddress(host: address.host, port: listener.localAddress?.port ?? address.port)
        )
    }

    private static func reason(_ error: any Error, _ address: ListenAddress) -> String {
        if let error = error as? IOError {
            switch error.errnoCode {
            case EADDRINUSE: return "another program listens there; stop it, or choose another port"
            case EACCES: return "only root may listen at ports below 1024; choose a higher one"
            case EADDRNOTAVAIL: return "this machine has no such address; * is all that it has"
            default: return SystemMessage.text(of: error.errnoCode)
            }
        }
        if error is SocketAddressError || error is SocketAddressError.UnknownHost || error is NIOConnectionError {
            return "no address is known by that name"
        }
        return "\(error)"
    }
}

/// Counts the connections of clients that are open.
private final class ClientConnections: Sendable {
    private let count = Mutex(0)
    private let most: Int

    init(most: Int) {
        self.most = most
    }

    /// Counts a connection until it is closed; false where there are too many.
    func admit(_ channel: any Channel) -> Bool {
        let isAdmitted = count.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
        guard isAdmitted else { return false }
        channel.closeFuture.whenComplete { [self] _ in count.withLock { $0 -= 1 } }
        return true
    }
}
