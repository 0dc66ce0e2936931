// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server that says what a test tells it to, over a real socket of this machine.
///
/// Every connection runs the same conversation, which may look at its number:
///
///     try await FakeServer.run { conversation in
///         try await conversation.acceptLogin()
///         _ = try await conversation.receive()
///         try await conversation.sendError(1045, "no")
///     } whileRunning: { server in
///         // connect to 127.0.0.1:server.port
///     }
///
/// A client that hangs up ends its conversation and is no failure.
public final class FakeServer: Sendable {
    /// The certificate and key that the server shows when a client asks for TLS.
    public struct Identity: Sendable {
        /// Path of the certificate, PEM.
        public let certificateFile: String

        /// Path of its private key, PEM.
        public let keyFile: String

        /// A server that shows the certificate of these files.
        public init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }
    }

    /// What one connection is told.
    public typealias Script = @Sendable (inout FakeConversation) async throws -> Void

    /// The port on 127.0.0.1.
    public let port: Int

    private let state = Mutex(State())

    private struct State {
        var connections = 0
        var failures: [String] = []
    }

    private init(port: Int) { self.port = port }

    /// Connections that were made so far.
    public var connectionCount: Int { state.withLock { $0.connections } }

    /// What went wrong in conversations, other than clients that hung up.
    public var failures: [String] { state.withLock { $0.failures } }

    /// Serves until `body` ends; conversations that go on then are cut.
    ///
    /// - Parameters:
    ///   - identity: what is shown to a client that sends an SSLRequest; nil leaves its bytes to the conversation.
    ///   - script: what each connection is told; a connection is closed when it returns.
    ///   - body: the test.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws.
    public static func run<Result: Sendable>(
        showing identity: Identity? = nil,
        _ script: @escaping Script,
        whileRunning body: @Sendable (FakeServer) async throws -> Result
    ) async throws -> Result {
        let context = try identity.map(serverContext)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context { try channel.pipeline.syncOperations.addHandler(TLSGate(context)) }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let server = FakeServer(port: listener.channel.localAddress?.port ?? 0)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.serve(listener, script) }
            defer { group.cancelAll() }
            return try await body(server)
        }
    }

    private static func serverContext(_ identity: Identity) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(identity.certificateFile)
        let key = try NIOSSLPrivateKey(file: identity.keyFile, format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(key)
            )
        )
    }

    private func serve(
        _ listener: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>,
        _ script: @escaping Script
    ) async throws {
        try await listener.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    let number = state.withLock { state in
                        defer { state.connections += 1 }
                        return state.connections
                    }
                    group.addTask { await self.converse(over: connection, number, script) }
                }
            }
        }
    }

    private func converse(
        over connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
        _ number: Int,
        _ script: Script
    ) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                var conversation = FakeConversation(number: number, inbound, outbound)
                try await script(&conversation)
            }
        } catch is FakeConversation.HungUp, is CancellationError, is ChannelError, is IOError, is NIOSSLError,
            is NIOAsyncWriterError, is BoringSSLError
        {
            // The client's right.
            return
        } catch {
            state.withLock { $0.failures.append("connection \(number): \(error)") }
        }
    }
}
