// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Imports go down.
@Suite struct FloorTests {
    /// Every floor may import the ones below it and the outside modules named here, and nothing else.
    private static let floors: [String: Set<String>] = [
        "MySQLWire": ["CZlib", "CZstd", "CLibdeflate", "Glibc", "Darwin"],
        "MySQLTypes": ["MySQLWire"],
        "MySQLBinlog": ["MySQLWire", "MySQLTypes"],
        "MySQLProtocol": ["MySQLWire", "MySQLTypes"],
        "MySQLClient": ["MySQLWire", "MySQLTypes", "MySQLProtocol", "NIOCore", "NIOPosix", "NIOSSL", "NIOTLS"],
        "MySQLReplication": [
            "MySQLWire", "MySQLTypes", "MySQLProtocol", "MySQLBinlog", "MySQLClient", "NIOCore", "Synchronization",
        ],
        "ReplicationPositions": ["MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication"],
        "ReplicationLag": ["MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication", "Synchronization"],
        "ChangeReplay": [
            "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication", "NIOCore", "NIOPosix",
            "Synchronization",
        ],
        "ReplaySinkSQLite": ["ChangeReplay", "MySQLReplication", "MySQLBinlog", "MySQLTypes", "MySQLWire", "CSQLite"],
        "ReplaySinkMySQL": [
            "ChangeReplay", "MySQLReplication", "MySQLClient", "MySQLBinlog", "MySQLTypes", "MySQLWire",
        ],
        "ReplaySinkPostgres": [
            "ChangeReplay", "MySQLReplication", "MySQLBinlog", "MySQLTypes", "MySQLWire", "CPostgres", "Glibc",
            "Darwin", "Synchronization",
        ],
        "CommandLineKit": [
            "MySQLTypes", "MySQLProtocol", "MySQLClient", "MySQLReplication", "CLibcrypto", "ArgumentParser",
            "Foundation", "Glibc", "Darwin", "Synchronization",
        ],
        "binlogtail": [
            "CommandLineKit", "MySQLReplication", "MySQLClient", "MySQLBinlog", "MySQLTypes", "MySQLWire",
            "ArgumentParser", "Glibc", "Darwin", "Synchronization",
        ],
        "binlogpos": [
            "CommandLineKit", "ReplicationPositions", "MySQLReplication", "MySQLClient", "MySQLBinlog", "MySQLTypes",
            "ArgumentParser",
            "Foundation", "Glibc", "Darwin",
        ],
        "lagwatch": [
            "CommandLineKit", "ReplicationLag", "MySQLReplication", "MySQLClient", "MySQLTypes", "ArgumentParser",
            "NIOCore", "NIOPosix", "NIOHTTP1", "Synchronization", "Foundation", "Glibc", "Darwin",
        ],
        "cdcreplay": [
            "CommandLineKit", "ChangeReplay", "ReplaySinkSQLite", "ReplaySinkMySQL", "ReplaySinkPostgres",
            "MySQLReplication", "MySQLClient", "MySQLBinlog", "MySQLTypes", "ArgumentParser", "Foundation", "Glibc",
            "Darwin",
        ],
    ]

    /// Modules that only one folder of a floor may import.
    private static let folders: [String: Set<String>] = [
        "MySQLBinlog/File": ["Glibc", "Darwin"],
        "MySQLBinlog/Encryption": ["CLibcrypto"],
        "MySQLProtocol/Auth": ["CLibcrypto", "CSodium"],
        "MySQLClient/Transport": ["Glibc", "Darwin"],
        "MySQLReplication/Spool": ["Glibc", "Darwin"],
        "ReplicationLag/Reading": ["Glibc", "Darwin"],
        "binlogtail/Archive": ["Foundation"],
    ]

    /// What tests use is no floor.
    private static let besides: Set = ["MySQLTestData", "MySQLTestSupport"]

    @Test func `every floor imports only what is below it`() {
        for file in SourceFile.all(in: "Sources") where !FloorTests.besides.contains(file.module) {
            guard var allowed = FloorTests.floors[file.module] else {
                Issue.record("\(file.module) names no floor")
                continue
            }
            for (folder, modules) in FloorTests.folders where file.path.hasPrefix("Sources/\(folder)/") {
                allowed.formUnion(modules)
            }
            for module in file.imports where !allowed.contains(module) {
                Issue.record("\(file) imports \(module)")
            }
        }
    }

    @Test func `nothing but tests and benchmarks imports what tests are made with`() {
        for file in SourceFile.all(in: "Sources") where !FloorTests.besides.contains(file.module) {
            #expect(Set(file.imports).isDisjoint(with: FloorTests.besides), "\(file)")
        }
    }

    @Test func `imports are found whatever their level`() {
        let file = SourceFile(
            path: "Sources/A/B.swift",
            text:
                "import One\npublic import Two // x\n@_exported public import Three\nprivate import struct Four\n// import Five"
        )
        #expect(file.imports == ["One", "Two", "Three", "Four"])
    }
}
