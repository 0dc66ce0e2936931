// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Files: their length, their first line, their tests, their sources.
@Suite struct FileTests {
    private static let folders = ["Sources", "Tests", "Benchmarks"]

    @Test(arguments: folders)
    func `a file has at most 400 lines`(_ folder: String) {
        for file in SourceFile.all(in: folder) where !file.isGenerated {
            #expect(file.lines.count <= 401, "\(file)")
        }
    }

    @Test(arguments: folders)
    func `a file begins with its licence`(_ folder: String) {
        for file in SourceFile.all(in: folder) {
            #expect(file.lines.first == "// SPDX-License-Identifier: Apache-2.0", "\(file)")
        }
    }

    @Test func `every decoded layout says where it comes from`() {
        let folders = ["Sources/MySQLBinlog/Events/", "Sources/MySQLBinlog/MariaDB/"]
        for file in SourceFile.all(in: "Sources") where folders.contains(where: { file.path.hasPrefix($0) }) {
            #expect(file.lines.contains { $0.contains("/// Source:") }, "\(file)")
        }
    }

    /// Modules without a test file for each source file, and why.
    private static let testedOtherwise = [
        "MySQLTestSupport": "what tests are made with is tested by its use; see MySQLWireTests/TestSupport",
        "CommandLineKit": "tested through the tools",
        "binlogtail": "tested by its output and its exit status",
        "MySQLBinlog": "its tests come with another change; take this line out then",
    ]

    /// Files without a test file of their own, and why.
    private static let testedElsewhere: [String: String] = {
        let connecting = "tested by MySQLConnection+OpenTests, against servers"
        let asking = "tested by MySQLConnection+QueryTests and MySQLConnection+CommandTests, against servers"
        let values = "plain values; tested by those who use them"
        return [
            "Sources/MySQLReplication/Exports.swift": values,
            "Sources/MySQLReplication/Schema/DefinitionLog.swift": "a protocol; see SchemaCatalogTests",
            "Sources/MySQLReplication/Schema/SourceDefinitionLog.swift": "see SourceDefinitionLogLiveTests",
            "Sources/MySQLReplication/Server/MySQLConnection+StatementSession.swift": "see ServerLiveTests",
            "Sources/MySQLClient/Configuration.swift": connecting, "Sources/MySQLClient/Limits.swift": values,
            "Sources/MySQLClient/TLSPolicy.swift": connecting,
            "Sources/MySQLClient/ServerInformation.swift": connecting,
            "Sources/MySQLClient/ProtocolCompression.swift": "tested by MySQLConnection+RowsTests, against servers",
            "Sources/MySQLClient/Exports.swift": values, "Sources/MySQLClient/Conversation.swift": asking,
            "Sources/MySQLClient/DumpState.swift": "tested by MySQLConnection+DumpTests, against servers",
            "Sources/MySQLClient/MySQLConnection.swift": asking,
            "Sources/MySQLClient/MySQLConnection+Scope.swift": connecting,
            "Sources/MySQLClient/Errors/DecodingFailure.swift": "tested by MySQLDecodableTests",
            "Sources/MySQLClient/Errors/MySQLError+Code.swift": values,
            "Sources/MySQLClient/Errors/MySQLError+Handshake.swift": connecting,
            "Sources/MySQLClient/Errors/ServerReport.swift": values,
            "Sources/MySQLClient/Rows/ExecutionSummary.swift": asking,
            "Sources/MySQLClient/Rows/MySQLDecodedRows.swift": "tested by MySQLRowsTests, against servers",
            "Sources/MySQLClient/Rows/MySQLRow.swift": "tested by MySQLDecodableTests",
            "Sources/MySQLClient/Rows/RowChunk.swift": "tested by MySQLRowsTests, against servers",
            "Sources/MySQLClient/Rows/RowShape.swift": values,
            "Sources/MySQLClient/Statements/MySQLPreparedStatement.swift": "tested by MySQLConnection+PrepareTests",
            "Sources/MySQLClient/Transport/AuthenticatedSession.swift": values,
            "Sources/MySQLClient/Transport/CompressionStage.swift":
                "tested by MySQLConnection+RowsTests, against servers",
            "Sources/MySQLClient/Transport/HandshakeDriver.swift": connecting,
            "Sources/MySQLClient/Transport/LoopTaskExecutor.swift":
                "tested by MySQLConnection+DumpTests, against servers",
            "Sources/MySQLClient/Transport/Login.swift": connecting,
            "Sources/MySQLClient/Transport/PacketPump.swift": asking,
            "Sources/MySQLClient/Transport/PacketSource.swift": asking,
            "Sources/MySQLClient/Transport/SocketConnector.swift": connecting,
            "Sources/MySQLClient/Transport/SocketEdge.swift": "tested by MySQLConnection+DumpTests, against servers",
            "Sources/MySQLClient/Transport/TLSUpgrade.swift": connecting,
            "Sources/MySQLClient/Transport/TurnQueue.swift": asking,
            "Sources/MySQLClient/Transport/WallClock.swift": connecting,
        ]
    }()

    @Test func `every source file has its tests`() {
        for file in SourceFile.all(in: "Sources") where !file.isGenerated {
            if FileTests.testedOtherwise[file.module] != nil || FileTests.testedElsewhere[file.path] != nil { continue }
            let path = "Tests/\(file.module)Tests/" + file.pathInModule.dropLast(6) + "Tests.swift"
            #expect(FileManager.default.fileExists(atPath: Fixture.repository + "/" + path), "\(path) is missing")
        }
    }
}
