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
]

/// The floors, lowest first: a target may name only targets above its own line.
let floors: [Target] = [
    .target(
        name: "MySQLWire",
        dependencies: ["CZlib", "CZstd", .target(name: "CLibdeflate", condition: .when(traits: ["Libdeflate"]))]
    ),
    .target(name: "MySQLTypes", dependencies: ["MySQLWire"]),
    .target(name: "MySQLBinlog", dependencies: ["MySQLWire", "MySQLTypes", "CLibcrypto"]),
    .target(name: "CommandLineKit", dependencies: ["MySQLTypes", arguments]),
    .executableTarget(
        name: "binlogtail",
        dependencies: ["CommandLineKit", "MySQLBinlog", "MySQLTypes", "MySQLWire", arguments]
    ),
]

/// What only tests and benchmarks import.
let testSupport: [Target] = [
    .target(name: "MySQLTestSupport", dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog"])
]

let tests: [Target] = [
    .testTarget(name: "MySQLWireTests", dependencies: ["MySQLWire", "MySQLTestSupport"]),
    .testTarget(name: "MySQLTypesTests", dependencies: ["MySQLWire", "MySQLTypes", "MySQLTestSupport"]),
    .testTarget(
        name: "MySQLBinlogTests",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestSupport"]
    ),
    .testTarget(name: "CommandLineKitTests", dependencies: ["CommandLineKit", "MySQLTypes", "MySQLTestSupport"]),
    .testTarget(
        name: "ToolTests",
        dependencies: ["binlogtail", "MySQLBinlog", "MySQLTypes", "MySQLWire", "MySQLTestSupport"]
    ),
    .testTarget(name: "IntegrationTests", dependencies: ["binlogtail", "MySQLTestSupport"]),
    .testTarget(
        name: "ConformanceTests",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestSupport"]
    ),
    .testTarget(
        name: "RobustnessTests",
        dependencies: ["MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestSupport"]
    ),
    .testTarget(name: "ArchitectureTests", dependencies: ["MySQLTestSupport"]),
]

/// Programs that measure; they compile on every build.
let benchmarks: [Target] = [
    .target(name: "BenchmarkHarness", dependencies: ["MySQLTestSupport"], path: "Benchmarks/Harness"),
    .executableTarget(
        name: "decodebench",
        dependencies: ["BenchmarkHarness", "MySQLWire", "MySQLTypes", "MySQLBinlog", "MySQLTestSupport"],
        path: "Benchmarks/decodebench"
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
        .executable(name: "binlogtail", targets: ["binlogtail"]),
    ],
    traits: [
        .default(enabledTraits: ["Libdeflate"]),
        .trait(
            name: "Libdeflate",
            description: "CRC-32 and inflate through libdeflate (2 to 4 times zlib's speed); off: through zlib."
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
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
