// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// Applied to every target below; a target may add to it, never take away.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

/// Other people's libraries: a module map each, nothing else.
let systemLibraries: [Target] = [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
        name: "CLibdeflate",
        pkgConfig: "libdeflate",
        providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]
    ),
    .systemLibrary(
        name: "CLibcrypto",
        pkgConfig: "libcrypto",
        providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
    ),
    .systemLibrary(
        name: "CSodium",
        pkgConfig: "libsodium",
        providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]
    ),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
]

/// The floors, lowest first: a target may name only targets above its own line.
let floors: [Target] = [
    .target(
        name: "MySQLWire",
        dependencies: ["CZlib", "CZstd", .target(name: "CLibdeflate", condition: .when(traits: ["Libdeflate"]))]
    ),
    .target(name: "MySQLTypes", dependencies: ["MySQLWire"]),
    .target(name: "MySQLBinlog", dependencies: ["MySQLWire", "MySQLTypes", "CLibcrypto"]),
    .target(name: "MySQLProtocol", dependencies: ["MySQLWire", "MySQLTypes", "CLibcrypto", "CSodium"]),
    .target(
        name: "MySQLClient",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLProtocol", nioCore, nioPosix, nioTLS, nioSSL]
    ),
    .target(
        name: "MySQLReplication",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLProtocol", "MySQLBinlog", "MySQLClient", nioCore]
    ),
    .target(
        name: "ReplicationPositions",
        dependencies: ["MySQLTypes", "MySQLWire", "MySQLClient", "MySQLReplication"]
    ),
    .target(
        name: "ReplicationLag",
        dependencies: ["MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication"]
    ),
    .target(
        name: "ChangeReplay",
        dependencies: [
            "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication", nioCore, nioPosix,
        ]
    ),
    .target(
        name: "ReplaySinkSQLite",
        dependencies: [
            "ChangeReplay", "MySQLReplication", "MySQLBinlog", "MySQLTypes", "MySQLWire",
            .target(name: "CSQLite", condition: .when(traits: ["SQLite"])),
        ]
    ),
    .target(
        name: "ReplaySinkMySQL",
        dependencies: ["ChangeReplay", "MySQLReplication", "MySQLClient", "MySQLBinlog", "MySQLTypes", "MySQLWire"]
    ),
    .target(
        name: "ReplaySinkPostgres",
        dependencies: [
            "ChangeReplay", "MySQLReplication", "MySQLBinlog", "MySQLTypes", "MySQLWire",
            .target(name: "CPostgres", condition: .when(traits: ["PostgreSQL"])),
        ]
    ),
    .target(
        name: "CommandLineKit",
        dependencies: ["MySQLTypes", "MySQLProtocol", "MySQLClient", "MySQLReplication", "CLibcrypto", arguments]
    ),
    .executableTarget(
        name: "binlogtail",
        dependencies: [
            "CommandLineKit", "MySQLReplication", "MySQLClient", "MySQLBinlog", "MySQLTypes", "MySQLWire", arguments,
        ]
    ),
    .executableTarget(
        name: "binlogpos",
        dependencies: [
            "CommandLineKit", "ReplicationPositions", "MySQLReplication", "MySQLClient", "MySQLBinlog", "MySQLTypes",
            arguments,
        ]
    ),
    .executableTarget(
        name: "lagwatch",
        dependencies: [
            "CommandLineKit", "ReplicationLag", "MySQLReplication", "MySQLClient", "MySQLTypes", arguments, nioCore,
            nioPosix, nioHTTP,
        ],
        // scripts/generate-status-page makes a source file of it.
        exclude: ["Serve/Page"]
    ),
    .executableTarget(
        name: "cdcreplay",
        dependencies: [
            "CommandLineKit", "ChangeReplay", "ReplaySinkMySQL", "MySQLReplication", "MySQLClient", "MySQLBinlog",
            "MySQLTypes",
            .target(name: "ReplaySinkSQLite", condition: .when(traits: ["SQLite"])),
            .target(name: "ReplaySinkPostgres", condition: .when(traits: ["PostgreSQL"])), arguments,
        ]
    ),
]

/// What only tests and benchmarks import.
let testSupport: [Target] = [
    .target(name: "MySQLTestData", dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog"]),
    .target(
        name: "MySQLTestSupport",
        dependencies: [
            "MySQLTestData", "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLProtocol", "MySQLClient", nioCore,
            nioPosix, nioSSL,
        ]
    ),
]

let tests: [Target] = [
    .testTarget(name: "MySQLWireTests", dependencies: ["MySQLWire", "MySQLTestSupport"]),
    .testTarget(name: "MySQLTypesTests", dependencies: ["MySQLWire", "MySQLTypes", "MySQLTestSupport"]),
    .testTarget(
        name: "MySQLBinlogTests",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestSupport"]
    ),
    .testTarget(
        name: "MySQLProtocolTests",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLProtocol", "MySQLTestSupport"]
    ),
    .testTarget(
        name: "MySQLClientTests",
        dependencies: [
            "MySQLWire", "MySQLTypes", "MySQLProtocol", "MySQLClient", "MySQLTestSupport", nioCore, nioPosix,
        ]
    ),
    .testTarget(
        name: "MySQLReplicationTests",
        dependencies: [
            "MySQLWire", "MySQLTypes", "MySQLProtocol", "MySQLBinlog", "MySQLClient", "MySQLReplication",
            "MySQLTestSupport", nioCore,
        ]
    ),
    .testTarget(
        name: "ReplicationPositionsTests",
        dependencies: [
            "MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication", "ReplicationPositions", "MySQLTestSupport",
        ]
    ),
    .testTarget(
        name: "ReplicationLagTests",
        dependencies: [
            "MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication", "ReplicationLag", "MySQLTestSupport",
        ]
    ),
    .testTarget(
        name: "ChangeReplayTests",
        dependencies: [
            "ChangeReplay", "MySQLReplication", "MySQLBinlog", "MySQLTypes", "MySQLWire", "MySQLTestSupport", nioCore,
            nioPosix,
        ]
    ),
    .testTarget(
        name: "ReplaySinkSQLiteTests",
        dependencies: [
            "ChangeReplay", "ReplaySinkSQLite", "MySQLReplication", "MySQLBinlog", "MySQLTypes", "MySQLWire",
            "MySQLTestSupport",
        ]
    ),
    .testTarget(
        name: "ReplaySinkPostgresTests",
        dependencies: [
            "ChangeReplay", "ReplaySinkPostgres", "MySQLReplication", "MySQLBinlog", "MySQLClient", "MySQLTypes",
            "MySQLWire",
            "MySQLTestSupport", .target(name: "CPostgres", condition: .when(traits: ["PostgreSQL"])),
        ]
    ),
    .testTarget(
        name: "CommandLineKitTests",
        dependencies: [
            "CommandLineKit", "MySQLReplication", "MySQLTypes", "MySQLProtocol", "MySQLClient", "MySQLTestSupport",
            arguments,
        ]
    ),
    .testTarget(
        name: "ToolTests",
        dependencies: [
            "binlogtail", "binlogpos", "lagwatch", "cdcreplay", "ReplicationLag", "MySQLBinlog", "MySQLTypes",
            "MySQLWire",
            "MySQLTestSupport",
        ]
    ),
    .testTarget(
        name: "ConformanceTests",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestSupport"]
    ),
    .testTarget(
        name: "RobustnessTests",
        dependencies: [
            "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication", "MySQLTestSupport",
        ]
    ),
    .testTarget(name: "ArchitectureTests", dependencies: ["MySQLTestSupport"]),
    .testTarget(
        name: "IntegrationTests",
        dependencies: [
            "binlogtail", "binlogpos", "lagwatch", "cdcreplay", "MySQLWire", "MySQLTypes", "MySQLBinlog",
            "MySQLProtocol", "MySQLClient", "MySQLReplication", "ReplicationPositions", "ReplicationLag",
            "MySQLTestSupport",
        ]
    ),
]

/// Programs that measure; they compile on every build.
let benchmarks: [Target] = [
    .target(
        name: "BenchmarkHarness",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog"],
        path: "Benchmarks/Harness"
    ),
    .executableTarget(
        name: "decodebench",
        dependencies: ["BenchmarkHarness", "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestData"],
        path: "Benchmarks/decodebench"
    ),
    .executableTarget(
        name: "streambench",
        dependencies: [
            "BenchmarkHarness", "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLClient", "MySQLReplication",
        ],
        path: "Benchmarks/streambench"
    ),
]

/// Programs that libFuzzer drives, and what makes the inputs they begin with: only with MYSQL_FUZZ set, so that a plain build
/// never needs libFuzzer.
let fuzzing: [Target] =
    Context.environment["MYSQL_FUZZ"] == nil
    ? []
    : [
        .target(
            name: "FuzzInput",
            dependencies: ["MySQLBinlog", "MySQLTestSupport"],
            path: "Tests/FuzzTargets/FuzzInput"
        ),
        .executableTarget(
            name: "make-seeds",
            dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestSupport"],
            path: "Tests/FuzzTargets/make-seeds"
        ),
    ]
        + ["fuzz-events", "fuzz-rows", "fuzz-json", "fuzz-gtid", "fuzz-charset", "fuzz-payload"].map { name in
            .executableTarget(
                name: name,
                dependencies: ["FuzzInput", "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestSupport"],
                path: "Tests/FuzzTargets/\(name)",
                swiftSettings: [.unsafeFlags(["-parse-as-library"])]
            )
        }

let package = Package(
    name: "swift-mysql-replication",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "MySQLBinlog", targets: ["MySQLBinlog"]),
        .library(name: "MySQLClient", targets: ["MySQLClient"]),
        .library(name: "MySQLReplication", targets: ["MySQLReplication"]),
        .library(name: "ReplicationPositions", targets: ["ReplicationPositions"]),
        .library(name: "ReplicationLag", targets: ["ReplicationLag"]),
        .library(name: "ChangeReplay", targets: ["ChangeReplay"]),
        .library(name: "ReplaySinkSQLite", targets: ["ReplaySinkSQLite"]),
        .library(name: "ReplaySinkPostgres", targets: ["ReplaySinkPostgres"]),
        .library(name: "ReplaySinkMySQL", targets: ["ReplaySinkMySQL"]),
        .executable(name: "binlogtail", targets: ["binlogtail"]),
        .executable(name: "binlogpos", targets: ["binlogpos"]),
        .executable(name: "lagwatch", targets: ["lagwatch"]),
        .executable(name: "cdcreplay", targets: ["cdcreplay"]),
    ],
    traits: [
        .default(enabledTraits: ["Libdeflate", "SQLite", "PostgreSQL"]),
        .trait(
            name: "Libdeflate",
            description: "CRC-32 and inflate through libdeflate (2 to 4 times zlib's speed); off: through zlib."
        ),
        .trait(
            name: "SQLite",
            description: "Replay into SQLite (ReplaySinkSQLite, libsqlite3); off: cdcreplay has no such target."
        ),
        .trait(
            name: "PostgreSQL",
            description: "Replay into PostgreSQL (ReplaySinkPostgres, libpq); off: cdcreplay has no such target."
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: systemLibraries + floors + testSupport + tests + benchmarks + fuzzing,
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = house + (target.swiftSettings ?? [])
}

// Only who makes the documentation fetches its plug-in: `make docs`.
if Context.environment["MYSQL_DOCS"] != nil {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
