// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// A few connections that are kept open and lent one at a time.
///
/// ```swift
/// try await MySQLPool.withPool(configuration, size: 4) { pool in
///     try await pool.withConnection { connection in try await connection.execute(text: "…") }
/// }
/// ```
public final actor MySQLPool {
    /// What is done with a connection that comes back.
    public enum Return: Sendable, Hashable {
        /// The session is made as new: see ``MySQLConnection/reset(timeout:)``. A connection that refuses is closed.
        case reset
        /// Nothing but asking whether the server is there; variables, temporary tables and the like stay.
        case ping
    }

    /// How a pool behaves.
    public struct Options: Sendable, Hashable {
        /// The most connections at a time.
        public var size: Int
        /// The longest to wait until one is free.
        public var acquireTimeout: Duration = .seconds(10)
        /// What is done with a connection that comes back.
        public var onReturn = Return.reset

        /// Takes the most connections; fewer than 1 count as 1.
        public init(size: Int = 4) {
            self.size = max(1, size)
        }
    }

    private let configuration: MySQLConnection.Configuration
    private let options: Options
    private let loop: any EventLoop
    private var idle: [MySQLConnection] = []
    private var openCount = 0
    private var isClosed = false
    private var nextID: UInt64 = 0
    private var waiting: [(id: UInt64, continuation: CheckedContinuation<Permit, Never>)] = []

    /// What one who waits for a connection gets.
    private enum Permit: Sendable {
        case connection(MySQLConnection)
        case open
        case refused(MySQLError)
    }

    /// The event loop, on which all connections of the pool live.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe loop.executor.asUnownedSerialExecutor()
    }

    private init(_ configuration: MySQLConnection.Configuration, options: Options) {
        self.configuration = configuration
        self.options = options
        loop = MultiThreadedEventLoopGroup.singleton.next()
    }

    /// Makes a pool, lends it, and closes its connections.
    ///
    /// Connections are opened when they are needed. Those that are lent when `body` ends are closed when they come back.
    ///
    /// - Throws: what `body` throws.
    public static func withPool<Result>(
        _ configuration: MySQLConnection.Configuration,
        options: Options = Options(),
        _ body: (MySQLPool) async throws -> Result
    ) async throws -> Result {
        let pool = MySQLPool(configuration, options: options)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }

    /// Lends a connection that nobody else has, and takes it back.
    ///
    /// - Throws: what `body` throws, ``MySQLError/Code/poolTimeout``, or an error of connecting.
    public nonisolated func withConnection<Result>(
        _ body: (MySQLConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await acquire()
        do {
            let result = try await body(connection)
            await takeBack(connection)
            return result
        } catch {
            await takeBack(connection)
            throw error
        }
    }

    /// How many connections are open or being opened.
    public var connectionCount: Int { openCount }

    private func acquire() async throws(MySQLError) -> MySQLConnection {
        guard !isClosed else { throw MySQLError(.connectionClosed, outcome: .notSent, detail: "the pool is closed") }
        switch await permit() {
        case .connection(let connection): return connection
        case .refused(let error): throw error
        case .open:
            do throws(MySQLError) {
                return try await MySQLConnection.open(configuration, on: loop)
            } catch {
                openCount -= 1
                serveNext()
                throw error
            }
        }
    }

    /// A connection that is free, leave to open one, or neither in time.
    private func permit() async -> Permit {
        while let connection = idle.popLast() {
            if await !connection.isClosed { return .connection(connection) }
            openCount -= 1
        }
        if openCount < options.size {
            openCount += 1
            return .open
        }
        nextID += 1
        let id = nextID
        let timeout = loop.scheduleTask(in: TimeAmount(options.acquireTimeout)) {
            self.assumeIsolated { pool in pool.refuse(id, pool.timeoutError) }
        }
        defer { timeout.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.preconditionInEventLoop()
                waiting.append((id, continuation))
            }
        } onCancel: {
            loop.execute {
                self.assumeIsolated { $0.refuse(id, MySQLError(.cancelled, outcome: .notSent)) }
            }
        }
    }

    private var timeoutError: MySQLError {
        MySQLError(
            .poolTimeout,
            outcome: .notSent,
            detail: "all \(options.size) connections stayed in use for \(options.acquireTimeout)"
        )
    }

    private func refuse(_ id: UInt64, _ error: MySQLError) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: .refused(error))
    }

    private func takeBack(_ connection: MySQLConnection) async {
        if !isClosed, await makeReusable(connection), !isClosed {
            if waiting.isEmpty {
                idle.append(connection)
            } else {
                waiting.removeFirst().continuation.resume(returning: .connection(connection))
            }
            return
        }
        await connection.close()
        openCount -= 1
        serveNext()
    }

    private func makeReusable(_ connection: MySQLConnection) async -> Bool {
        guard await !connection.isClosed else { return false }
        do throws(MySQLError) {
            switch options.onReturn {
            case .reset: try await connection.reset(timeout: configuration.connectTimeout)
            case .ping where await connection.isInTransaction: try await connection.execute(text: "ROLLBACK")
            case .ping: try await connection.ping(timeout: configuration.connectTimeout)
            }
            return true
        } catch {
            // Nothing is lost: a connection that cannot be used again is closed, and the next one opened instead.
            return false
        }
    }

    /// Lets the first one who waits open a connection, if there is room.
    private func serveNext() {
        guard openCount < options.size, !waiting.isEmpty, !isClosed else { return }
        openCount += 1
        waiting.removeFirst().continuation.resume(returning: .open)
    }

    private func close() async {
        isClosed = true
        for waiter in waiting {
            let error = MySQLError(.connectionClosed, outcome: .notSent, detail: "the pool is closed")
            waiter.continuation.resume(returning: .refused(error))
        }
        waiting = []
        for connection in idle { await connection.close() }
        openCount -= idle.count
        idle = []
    }
}
