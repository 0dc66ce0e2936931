// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLClient
public import MySQLTypes

/// A server whose changes are followed.
///
/// ```swift
/// let source = BinlogSource(configuration, from: .now)
/// try await source.withEvents { events in
///     while try await events.receive() != .end {
///         while let event = try events.next() {
///             if case .rows(let rows) = event.body { print(rows.table.table) }
///         }
///     }
/// }
/// ```
public struct BinlogSource: Sendable {
    /// How a stream behaves.
    public struct Options: Sendable {
        /// The id that we register with; nil takes a free one at random.
        public var serverID: UInt32?
        /// The uuid by which the source knows that a new connection replaces an old one; nil takes one at random.
        public var uuid: SourceID?
        /// After how much silence the source sends a heartbeat.
        public var heartbeatPeriod: Duration = .seconds(10)
        /// After how much silence the connection counts as lost; at least twice the heartbeat's period.
        public var silenceLimit: Duration = .seconds(30)
        /// Whether the stream ends where the log does, instead of waiting for more.
        public var stopsAtEnd = false
        /// Whether transactions are acknowledged to a source with semi-synchronous replication, as soon as they were used.
        public var acknowledges = false
        /// Bytes of a transaction under way that are held in memory; what is longer goes to a temporary file.
        public var heldBytes = 4 << 20
        /// The folder of temporary files; nil takes the system's.
        public var temporaryFolder: String?
        /// How a stream that was cut off goes on.
        public var resumePolicy = ResumePolicy()
        /// Whether ``BinlogEventStream/describeTables()`` asks the source for what its log does not tell of tables: the names of
        /// columns, and more.
        public var describesTables = false
        /// How events are decoded.
        public var decoder = BinlogDecoder.Options()
        /// Hears how the connection fares.
        public var notices: (@Sendable (StreamNotice) -> Void)?

        /// Follows for ever and resumes by itself.
        public init() {}
    }

    /// How the source is reached.
    public var connection: MySQLConnection.Configuration
    /// Where the stream begins.
    public var start: StartPosition
    /// How it behaves.
    public var options: Options

    /// Describes a stream; nothing is connected before ``withEvents(_:)``.
    public init(_ connection: MySQLConnection.Configuration, from start: StartPosition, options: Options = Options()) {
        self.connection = connection
        self.start = start
        self.options = options
    }
}

extension BinlogSource {
    /// The server's address, for people.
    var address: String { "\(connection.endpoint)" }

    /// Lends the stream of changes to `body`; its connection is closed when `body` ends.
    ///
    /// `body` runs on the event loop of the stream's connection, unless it belongs to an actor: events are used where they
    /// come in, without changing threads. What blocks for long, such as writing to a slow disk, keeps the loop from its
    /// other connections and belongs elsewhere.
    ///
    /// - Throws: ``ReplicationError`` where the stream cannot begin, and whatever `body` throws.
    public func withEvents<Result>(
        _ body: (inout BinlogEventStream) async throws -> Result
    ) async throws -> Result {
        try await MySQLConnection.withLoop { loop in
            var stream = try await BinlogEventStream(self, on: loop)
            do {
                let result = try await body(&stream)
                await stream.close()
                return result
            } catch {
                await stream.close()
                throw error
            }
        }
    }
}
