// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Words that the house does without.
@Suite struct WordTests {
    private static let banned = [
        "try!", "as!", "fatalError", "@unchecked Sendable", "nonisolated(unsafe)", "Task {", "Task.detached",
        "DispatchQueue", "DispatchSemaphore", "@preconcurrency",
    ]

    @Test(arguments: banned)
    func `no source does what makes it trap or race`(_ word: String) {
        for file in SourceFile.all(in: "Sources") + SourceFile.all(in: "Benchmarks") where file.says(word) {
            // A child of a group is what the house asks for.
            for (index, line) in file.code.enumerated()
            where line.replacing("addTask {", with: "").contains(word) {
                Issue.record("\(file):\(index + 1) says \(word)")
            }
        }
    }

    @Test func `floors below the command line do without Foundation`() {
        let floors: Set = [
            "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLProtocol", "MySQLClient", "MySQLReplication",
            "ReplicationPositions", "ReplicationLag", "ChangeReplay", "ReplaySinkSQLite", "ReplaySinkMySQL",
            "ReplaySinkPostgres",
        ]
        for file in SourceFile.all(in: "Sources") where floors.contains(file.module) {
            #expect(!file.imports.contains("Foundation"), "\(file)")
        }
    }

    @Test func `tests are Swift Testing's and see what is public or package`() {
        for file in SourceFile.all(in: "Tests") where !file.path.hasPrefix("Tests/ArchitectureTests/") {
            #expect(!file.imports.contains("XCTest"), "\(file)")
            #expect(!file.says("@testable"), "\(file)")
        }
    }

    /// Files that say `unsafe`, and why they must.
    private static let unsafeFiles = [
        "Sources/MySQLWire/WireReader.swift": "slices behind the one guard",
        "Sources/MySQLWire/WireReader+Integers.swift": "loads behind the one guard",
        "Sources/MySQLWire/WireReader+LengthEncoded.swift": "loads behind the one guard",
        "Sources/MySQLWire/Span+Word.swift": "loads behind one guard",
        "Sources/MySQLTypes/TextRoom.swift": "stores behind one guard",
        "Sources/MySQLWire/BulkCopy.swift": "copies and comparisons of whole runs",
        "Sources/MySQLWire/CRC32.swift": "C library",
        "Sources/MySQLWire/Compression/Deflate.swift": "C library",
        "Sources/MySQLWire/Compression/Inflate.swift": "C library",
        "Sources/MySQLWire/Compression/Inflater.swift": "C library",
        "Sources/MySQLWire/Compression/ZstdCompression.swift": "C library",
        "Sources/MySQLWire/Compression/ZstdStream.swift": "C library",
        "Sources/MySQLTypes/TextWriter.swift": "stores behind one check of the room",
        "Sources/MySQLBinlog/Encryption/Cipher.swift": "C library",
        "Sources/MySQLProtocol/Auth/Digest.swift": "C library",
        "Sources/MySQLProtocol/Auth/Ed25519Signature.swift": "C library",
        "Sources/MySQLProtocol/Auth/RSAEncryption.swift": "C library",
        "Sources/MySQLProtocol/Auth/Wiping.swift": "C library",
        "Sources/MySQLBinlog/File/ByteSource.swift": "system calls",
        "Sources/MySQLReplication/Spool/EventSpool.swift": "copies into NIO's buffer",
        "Sources/MySQLReplication/Spool/TemporaryFile.swift": "system calls",
        "Sources/ReplaySinkSQLite/SQLiteDatabase.swift": "C library",
        "Sources/ReplaySinkSQLite/SQLiteStatement.swift": "C library",
        "Sources/CommandLineKit/OutputTarget.swift": "system calls",
        "Sources/MySQLClient/MySQLConnection.swift": "the executor property",
        "Sources/MySQLClient/MySQLPool.swift": "the executor property",
        "Sources/MySQLClient/Transport/HandshakeDriver.swift": "the executor property",
        "Sources/MySQLClient/Transport/LoopTaskExecutor.swift": "runs jobs of the executor that it is",
        "Sources/CommandLineKit/LocalTime.swift": "the C library's time zones",
        "Sources/CommandLineKit/LocalTime+Zone.swift": "the C library's time zones",
        "Sources/CommandLineKit/StandardError.swift": "system calls",
        "Sources/CommandLineKit/SystemMessage.swift": "the C library's messages",
        "Sources/CommandLineKit/TerminalStyle.swift": "getenv",
        "Sources/CommandLineKit/Connection/PasswordPrompt.swift": "system calls",
        "Sources/CommandLineKit/OptionFiles/LoginPathCipher.swift": "C library",
        "Sources/CommandLineKit/ProcessArguments.swift": "overwrites passwords where the system shows them",
        "Sources/CommandLineKit/DurableFile.swift": "system calls",
        "Sources/CommandLineKit/SignalScope.swift": "system calls",
        "Sources/CommandLineKit/ShellCommand.swift": "posix_spawn",
        "Sources/CommandLineKit/ChildWatch.swift": "waitid, waitpid and poll",
        "Sources/ReplicationLag/Reading/WallClock.swift": "the system's clock",
        "Sources/binlogtail/Formats/PrintfNumber.swift": "the C library's number formats",
        "Sources/ReplaySinkPostgres/Driver/LibPQ.swift": "C library",
        "Sources/ReplaySinkPostgres/Driver/LibPQResult.swift": "C library",
        "Sources/ReplaySinkPostgres/Driver/WakePipe.swift": "system calls",
        "Sources/MySQLTestData/AllocationCounter.swift": "reaches into the Swift runtime, for tests",
        "Sources/MySQLTestSupport/ChildProcess.swift": "posix_spawn and waitpid, for tests",
        "Sources/MySQLTestSupport/ChildResult.swift": "signal masks of child processes, for tests",
        "Sources/MySQLTestData/Environment.swift": "getenv, for tests",
    ]

    @Test func `unsafe is said where the list says, and nowhere else`() {
        let found = SourceFile.all(in: "Sources").filter { file in
            file.says("unsafe") && file.code.contains { $0.contains(#/(^|[^A-Za-z.@"_`])unsafe\b(?!\))/#) }
        }.map(\.path)
        for path in Set(found).subtracting(WordTests.unsafeFiles.keys).sorted() {
            Issue.record("\(path) says unsafe")
        }
        for path in Set(WordTests.unsafeFiles.keys).subtracting(found).sorted() {
            Issue.record("\(path) is on the list and does not say unsafe")
        }
    }

    @Test func `nothing names the folders of the machine it was made on`() throws {
        // In two parts, so that this file does not hold what it looks for.
        let word = Data(("/wo" + "rk/").utf8)
        for path in SourceFile.paths(in: "") {
            let bytes = try Data(contentsOf: URL(filePath: Fixture.repository + "/" + path))
            #expect(bytes.range(of: word) == nil, "\(path)")
        }
    }
}
