// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLClient
import MySQLReplication
import MySQLTypes

/// Archives the log of the server that the options name.
struct ArchiveRun: Sendable {
    private let folder: String
    private let connection: MySQLConnection.Configuration
    private let start: StartPosition
    private let options: BinlogSource.Options

    /// Takes options that were checked.
    init(_ invocation: Invocation, into folder: String) throws {
        self.folder = folder
        guard let source = try invocation.sources().first else { preconditionFailure("no source was named") }
        connection = source.connection
        start = invocation.options.files.first.map { .file(BinlogFilePosition(file: $0)) } ?? .earliest
        var options = try invocation.options.streamOptions()
        // The same over all connections, so that the source ends what is left of the one before.
        var random = SystemRandomNumberGenerator()
        let identity = ReplicaIdentity(using: &random)
        options.serverID = options.serverID ?? identity.serverID
        options.uuid = identity.uuid
        self.options = options
    }

    /// Archives until the end, an error or a signal.
    func run() async -> ExitStatus {
        let (status, _) = await SignalScope.run { await follow() }
        return status
    }

    private func follow() async -> ExitStatus {
        do {
            let writer = try ArchiveWriter(folder)
            let isWhole = try await follow(writer)
            try writer.synchronize()
            if !isWhole, let place = writer.place {
                StandardError.print("binlogtail: stopped; \(folder) holds everything before \(place)")
            }
            return .success
        } catch {
            StandardError.print("binlogtail: \(error)")
            return .failure
        }
    }

    /// Takes what the server sends, connecting again where the connection is lost; false where it was told to stop.
    private func follow(_ writer: ArchiveWriter) async throws -> Bool {
        let notices = LiveNotices(label: nil, isVerbose: false)
        var failures = 0
        while true {
            let before = writer.place
            do {
                let source = BinlogSource(connection, from: before.map { .file($0) } ?? start, options: options)
                let isResumed = failures > 0
                try await LogFeed.withFeed(source) { feed in
                    try writer.begin(feed.source)
                    if isResumed {
                        notices.tell(.resumed(writer.place ?? BinlogFilePosition(file: ""), feed.source))
                    }
                    try await feed.drain(into: writer)
                }
                return true
            } catch let error as ReplicationError {
                // What has come is good, whatever ended it.
                try writer.synchronize()
                if error.code == .cancelled || Task.isCancelled { return false }
                if writer.place != before { failures = 0 }
                guard error.isRetryable, let delay = options.resumePolicy.delay(afterFailures: failures) else {
                    throw error
                }
                failures += 1
                notices.tell(.interrupted(error, attempt: failures, delay: delay))
                do {
                    try await Task.sleep(for: delay)
                } catch {
                    return false
                }
            }
        }
    }
}
