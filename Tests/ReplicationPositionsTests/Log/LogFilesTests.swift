// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLBinlog
import MySQLTestSupport
import ReplicationPositions
import Testing

struct LogFilesTests {
    @Test func `HC-109 files are in the order of their numbers, wherever they lie`() {
        let files = LogFiles(paths: ["/b/binlog.1000000", "binlog.000002", "/a/binlog.999999"])
        #expect(files.names == ["binlog.000002", "binlog.999999", "binlog.1000000"])
    }

    @Test func `a file that is not there is an error with its path`() async throws {
        let origin = LogOrigin.files(LogFiles(paths: ["/nowhere/binlog.000001"]))
        await #expect {
            try await PositionVerifier(origin).verify(StartPoint(file: BinlogFilePosition(file: "binlog.000001")))
        } throws: {
            "\($0)".contains("/nowhere/binlog.000001")
        }
        await #expect {
            try await PositionTranslator(.files(LogFiles(paths: []))).translate(.time(1))
        } throws: {
            "\($0)".contains("there are no files of a binary log")
        }
    }

    /// Lends a log of files with these bytes, named `binlog.000001` and so on.
    private func withLog(_ files: [[UInt8]], _ body: (LogFiles) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        var paths: [String] = []
        for (index, bytes) in files.enumerated() {
            let url = folder.appending(path: "binlog.00000\(index + 1)")
            try Data(bytes).write(to: url)
            paths.append(url.path(percentEncoded: false))
        }
        try await body(LogFiles(paths: paths))
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: Fixture.folder + "/binlogs/\(name).binlog")))
    }

    /// Where the events of a file begin, and its end; what is inside a payload does not count.
    private func bounds(_ bytes: [UInt8]) -> [Int] {
        var bounds = [4]
        while let last = bounds.last, last + 19 <= bytes.count {
            bounds.append(last + Int(bytes[last + 9]) + Int(bytes[last + 10]) << 8 + Int(bytes[last + 11]) << 16)
        }
        return bounds
    }

    /// The transactions of a whole log, by the places that follow each other.
    private func transactions(_ files: LogFiles) async throws -> [SeenTransaction] {
        var found: [SeenTransaction] = []
        var place = BinlogFilePosition(file: files.names[0])
        while let next = try await PositionTranslator(.files(files)).translate(.file(place)).place?.after {
            found.append(next)
            place.offset = next.end
        }
        return found
    }

    @Test(arguments: ["mysql-9.7-shop", "mysql-9.7-compressed", "mariadb-11.8-shop"])
    func `of a file that is cut the whole part is judged, and where it is cut is told`(_ name: String) async throws {
        let whole = try bytes(name)
        let bounds = bounds(whole)
        try #require(bounds.last == whole.count && bounds.count > 10)
        var all: [SeenTransaction] = []
        try await withLog([whole]) { all = try await transactions($0) }
        try #require(all.count > 3)
        var random = SeededRandom(seed: 23)
        for number in 0..<24 {
            // Ends of events, one byte beside them, and anywhere behind the head.
            let bound = try #require(bounds.dropFirst(3).randomElement(using: &random))
            let count =
                number % 3 == 0
                ? bound : number % 3 == 1 ? bound - 1 : Int.random(in: bounds[2]..<whole.count, using: &random)
            let end = try #require(bounds.last { $0 <= count })
            try await withLog([Array(whole.prefix(count))]) { files in
                for place in [all[0].begin, all[1].begin] + all.map(\.end) + [UInt64(end), UInt64(count)] {
                    let point = StartPoint(file: BinlogFilePosition(file: files.names[0], offset: place))
                    let result = try await PositionVerifier(.files(files)).verify(point)
                    let open = all.first { $0.begin < place && $0.end > end && $0.begin < end }
                    let isKnown = place <= end && (place == end || bounds.contains(Int(place)))
                    let isGood =
                        isKnown && (open.map { place <= $0.begin } ?? true)
                        && !all.contains { $0.begin < place && place < $0.end }
                    #expect(result.isGood == isGood, "cut at \(count), \(place): \(result.checks)")
                    let told = result.checks.contains { $0.subject == .end && $0.message.contains("is cut at \(end):") }
                    // Who finds the next transaction before the cut does not come to it.
                    let isFound = isGood && all.contains { $0.begin >= place && $0.end <= end }
                    #expect(told == (count > end && !isFound), "cut at \(count), \(place): \(result.checks)")
                    if isKnown, let open, place > open.begin {
                        #expect(
                            result.place?.standing == .insideTransaction(begin: open.begin, end: nil),
                            "\(count), \(place)"
                        )
                    }
                }
                let end = try await PositionTranslator(.files(files)).translate(.time(.max))
                #expect(end.isGood && end.time == nil, "\(end.checks)")
                let last = all.last { $0.end <= UInt64(count) }
                #expect(end.place?.before?.end == last?.end)
                if let executed = end.executed {
                    let back = try await PositionTranslator(.files(files)).translate(.gtids(executed))
                    #expect(back.isGood && back.file == end.file, "\(executed): \(back.checks)")
                }
                guard name.hasPrefix("mysql"), let gtid = last?.gtid else { return }
                let found = try await PositionTranslator(.files(files)).translate(
                    .gtids(try ExecutedGTIDs(text: gtid))
                )
                #expect(found.isGood && found.file?.offset == last?.end, "\(gtid): \(found.checks)")
                guard let next = all.first(where: { $0.end > UInt64(count) })?.gtid else { return }
                let missing = try await PositionTranslator(.files(files)).translate(
                    .gtids(try ExecutedGTIDs(text: next))
                )
                #expect(!missing.isGood)
            }
        }
    }

    @Test func `the last file of several may be cut, down to nothing, and no other`() async throws {
        let whole = try bytes("mysql-9.7-shop")
        for count in [0, 4, 10, 23, 60, whole.count - 1] {
            let cut = Array(whole.prefix(count))
            try await withLog([whole, cut]) { files in
                let end = try await PositionTranslator(.files(files)).translate(.time(.max))
                #expect(end.isGood, "\(count): \(end.checks)")
                #expect(end.checks.contains { $0.subject == .end && $0.message.hasPrefix("binlog.000002 is cut at") })
                let first = StartPoint(file: BinlogFilePosition(file: "binlog.000001"))
                #expect(try await PositionVerifier(.files(files)).verify(first).isGood)
            }
            guard count > 4 else { continue }
            try await withLog([cut, whole]) { files in
                await #expect {
                    let end = BinlogFilePosition(file: "binlog.000001", offset: UInt64(count - 1))
                    return try await PositionTranslator(.files(files)).translate(.file(end))
                } throws: {
                    "\($0)".contains("binlog.000001") && "\($0)".contains("cut")
                }
            }
        }
    }
}
