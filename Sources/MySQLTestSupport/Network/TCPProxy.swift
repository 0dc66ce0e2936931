// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import Synchronization

/// A piece of network between a client and a server, on this machine, that breaks when it is told to.
///
///     try await TCPProxy.run(to: server.port) { proxy in
///         // connect to 127.0.0.1:proxy.port
///         proxy.cutAll()
///     }
public final class TCPProxy: Sendable {
    /// What happens to one connection.
    public enum Fate: Sendable, Hashable {
        /// It lasts as long as its ends want it to.
        case forward

        /// Both sides are closed when the server has sent so many bytes.
        case cut(afterBytes: Int)

        /// Nothing passes any more when the server has sent so many bytes, and nothing is closed.
        case stall(afterBytes: Int)

        /// It is closed at once.
        case refuse
    }

    /// Decides the fate of a connection by its number; the first is 0.
    public typealias Plan = @Sendable (Int) -> Fate

    /// Changes bytes of the server on their way: the connection's number, how many bytes came before, the bytes.
    public typealias Forgery = @Sendable (Int, Int, inout [UInt8]) -> Void

    /// The port on 127.0.0.1 to connect to.
    public let port: Int

    private let plan: Plan
    private let forgery: Forgery?
    private let state: Mutex<State>

    private struct State {
        var target: Int
        var connections = 0
        var bytesToClient = 0
        var isStalled = false
        var isRefusing = false
        var latency = Duration.zero
        var cuts: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    /// The connection was cut by its fate or by ``cutAll()``.
    private struct Cut: Error {}

    private init(port: Int, target: Int, _ plan: @escaping Plan, _ forgery: Forgery?) {
        self.port = port
        self.plan = plan
        self.forgery = forgery
        state = Mutex(State(target: target))
    }

    /// Forwards until `body` ends.
    ///
    /// - Parameters:
    ///   - target: the server's port on 127.0.0.1.
    ///   - plan: the fate of each connection.
    ///   - forgery: what the network does to the server's bytes.
    ///   - body: the test.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws.
    public static func run<Result: Sendable>(
        to target: Int,
        plan: @escaping Plan = { _ in .forward },
        forging forgery: Forgery? = nil,
        whileRunning body: @Sendable (TCPProxy) async throws -> Result
    ) async throws -> Result {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0, childChannelInitializer: TCPProxy.wrap)
        let proxy = TCPProxy(port: listener.channel.localAddress?.port ?? 0, target: target, plan, forgery)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await proxy.serve(listener) }
            defer { group.cancelAll() }
            return try await body(proxy)
        }
    }

    /// Connections that clients made so far, refused ones too.
    public var connectionCount: Int { state.withLock { $0.connections } }

    /// Connections that are open.
    public var openConnections: Int { state.withLock { $0.cuts.count } }

    /// Bytes that servers sent and clients were given.
    public var bytesToClient: Int { state.withLock { $0.bytesToClient } }

    /// Closes every connection; new ones are taken.
    public func cutAll() {
        for cut in state.withLock({ Array($0.cuts.values) }) { cut.yield() }
    }

    /// Whether nothing passes, in either direction, on any connection.
    public var isStalled: Bool {
        get { state.withLock { $0.isStalled } }
        set { state.withLock { $0.isStalled = newValue } }
    }

    /// Whether new connections are closed at once.
    public var isRefusing: Bool {
        get { state.withLock { $0.isRefusing } }
        set { state.withLock { $0.isRefusing = newValue } }
    }

    /// How much later the server's bytes arrive, from now on.
    public var latency: Duration {
        get { state.withLock { $0.latency } }
        set { state.withLock { $0.latency = newValue } }
    }

    /// The port that new connections lead to.
    public var target: Int {
        get { state.withLock { $0.target } }
        set { state.withLock { $0.target = newValue } }
    }

    private typealias Wire = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    @Sendable private static func wrap(_ channel: any Channel) -> EventLoopFuture<Wire> {
        channel.eventLoop.makeCompletedFuture { try Wire(wrappingChannelSynchronously: channel) }
    }

    private func serve(_ listener: NIOAsyncChannel<Wire, Never>) async throws {
        try await listener.executeThenClose { clients in
            try await withThrowingDiscardingTaskGroup { group in
                for try await client in clients {
                    let (number, isRefusing) = state.withLock { state in
                        defer { state.connections += 1 }
                        return (state.connections, state.isRefusing)
                    }
                    let fate = isRefusing ? .refuse : plan(number)
                    group.addTask { await self.forward(client, number, fate) }
                }
            }
        }
    }

    private func forward(_ client: Wire, _ number: Int, _ fate: Fate) async {
        do {
            try await client.executeThenClose { fromClient, toClient in
                guard fate != .refuse else { return }
                let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connect(host: "127.0.0.1", port: target, channelInitializer: TCPProxy.wrap)
                let late = LateBytes()
                try await server.executeThenClose { fromServer, toServer in
                    try await untilCut(number) { group in
                        group.addTask { try await self.pump(fromClient, toServer) }
                        group.addTask { try await self.pump(fromServer, toClient, number, fate, late: late) }
                        group.addTask {
                            for await (due, bytes) in late.bytes {
                                try await Task.sleep(until: due, clock: .continuous)
                                try await toClient.write(bytes)
                            }
                            try await Task.sleep(for: .seconds(86_400))
                        }
                    }
                }
            }
        } catch {
            // Both ends are closed: that is all that a network tells.
            return
        }
    }

    private func untilCut(_ number: Int, _ start: (inout ThrowingTaskGroup<Void, any Error>) -> Void) async throws {
        let (cuts, cut) = AsyncStream.makeStream(of: Void.self)
        state.withLock { $0.cuts[number] = cut }
        defer { _ = state.withLock { $0.cuts.removeValue(forKey: number) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            start(&group)
            group.addTask {
                for await _ in cuts { throw Cut() }
            }
            // One direction that ends, ends both.
            try await group.next()
        }
    }

    private func pump(
        _ source: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ sink: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        for try await bytes in source {
            try await waitWhileStalled()
            try await sink.write(bytes)
        }
    }

    private func pump(
        _ source: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ sink: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        _ number: Int,
        _ fate: Fate,
        late: LateBytes
    ) async throws {
        var passed = 0
        for try await var bytes in source {
            try await waitWhileStalled()
            if let forgery {
                var changed = Array(buffer: bytes)
                forgery(number, passed, &changed)
                bytes = ByteBuffer(bytes: changed)
            }
            var allowed = bytes.readableBytes
            if case .cut(let limit) = fate { allowed = min(allowed, max(0, limit - passed)) }
            if case .stall(let limit) = fate { allowed = min(allowed, max(0, limit - passed)) }
            let isLast = allowed < bytes.readableBytes
            if let part = bytes.readSlice(length: allowed), allowed > 0 {
                let latency = latency
                // Once some are late, the others come behind them.
                if latency > .zero || late.isUsed {
                    late.isUsed = true
                    late.send(part, at: .now + latency)
                } else {
                    try await sink.write(part)
                }
            }
            passed += allowed
            state.withLock { $0.bytesToClient += allowed }
            guard isLast else { continue }
            if case .stall = fate { while true { try await Task.sleep(for: .seconds(1)) } }
            throw Cut()
        }
    }

    /// Bytes on their way, of one connection.
    private final class LateBytes: Sendable {
        let bytes: AsyncStream<(ContinuousClock.Instant, ByteBuffer)>
        private let sender: AsyncStream<(ContinuousClock.Instant, ByteBuffer)>.Continuation
        private let used = Mutex(false)

        init() {
            (bytes, sender) = AsyncStream.makeStream()
        }

        var isUsed: Bool {
            get { used.withLock { $0 } }
            set { used.withLock { $0 = newValue } }
        }

        func send(_ buffer: ByteBuffer, at time: ContinuousClock.Instant) {
            sender.yield((time, buffer))
        }
    }

    private func waitWhileStalled() async throws {
        while isStalled { try await Task.sleep(for: .milliseconds(5)) }
    }
}
