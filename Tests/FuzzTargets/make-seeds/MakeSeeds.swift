// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire

/// Writes what each fuzz target begins with, taken out of the fixtures: `make-seeds FOLDER`.
@main
struct MakeSeeds {
    static func main() throws {
        guard let folder = CommandLine.arguments.dropFirst().first else {
            print("usage: make-seeds FOLDER")
            return
        }
        var seeds = Seeds()
        for fixture in Fixture.all {
            let bytes = try fixture.bytes()
            seeds.add(bytes, to: "fuzz-events")
            var options = BinlogDecoder.Options()
            options.hints = Fixture.hints
            var tableMap: [UInt8] = []
            try? MemoryLog(bytes).forEachEvent(options: options) { event throws(BinlogError) in
                let end = event.bytes.count - (event.checksum == nil ? 0 : 4)
                let body = [UInt8](copying: event.bytes.extracting(EventHeader.byteCount..<end))
                switch event.body {
                case .tableMap: tableMap = body
                case .rows(let rows): try seeds.add(rows, body: body, tableMap: tableMap, type: event.header.type)
                case .gtid(let gtid):
                    let kind: UInt8 = gtid.form == .tagged ? 3 : 4
                    seeds.add([kind] + body, to: "fuzz-gtid")
                    if let text = gtid.gtid?.description { seeds.add([0] + text.utf8, to: "fuzz-gtid") }
                case .previousGTIDs(let set):
                    seeds.add([1] + body, to: "fuzz-gtid")
                    seeds.add([5] + body, to: "fuzz-gtid")
                    seeds.add([0] + set.gtids.description.utf8, to: "fuzz-gtid")
                case .mariaDBGTID(let gtid): seeds.add([2] + gtid.gtid.description.utf8, to: "fuzz-gtid")
                case .transactionPayload(let payload):
                    seeds.add([0] + body, to: "fuzz-payload")
                    seeds.add([1] + [UInt8](copying: payload.payload), to: "fuzz-payload")
                case .query where event.header.type == .queryCompressed: seeds.add([3] + body, to: "fuzz-payload")
                default: break
                }
                if event.isInner { seeds.add([2] + [UInt8](copying: event.bytes), to: "fuzz-payload") }
            }
        }
        try seeds.write(to: folder)
    }
}

private struct Seeds {
    private var byTarget: [String: Set<[UInt8]>] = [:]

    mutating func add(_ seed: [UInt8], to target: String) {
        byTarget[target, default: []].insert(seed)
    }

    mutating func add(
        _ rows: borrowing RowsEvent,
        body: [UInt8],
        tableMap: [UInt8],
        type: EventType
    ) throws(BinlogError) {
        let types: [EventType] = [
            .writeRows, .updateRows, .deleteRows, .partialUpdateRows, .writeRowsV1, .updateRowsV1, .deleteRowsV1,
            .writeRowsCompressed,
        ]
        if let index = types.firstIndex(of: type) {
            let isMariaDB: UInt8 = index >= 4 ? 1 : 0
            let length = [UInt8(truncatingIfNeeded: tableMap.count), UInt8(truncatingIfNeeded: tableMap.count >> 8)]
            add([UInt8(index) << 1 | isMariaDB] + length + tableMap + body, to: "fuzz-rows")
        }
        var changes = rows.changes
        while let change = try changes.next() {
            guard let image = change.after else { continue }
            var cells = try image.cells
            while let cell = try cells.next() {
                switch cell.value {
                case .json(let document): addDocument(document, diffs: [])
                case .geometry(let shape): addDocument(shape, diffs: [])
                case .jsonDiff(let diffs):
                    let copy = [UInt8](copying: diffs)
                    if let before = change.before, case .json(let document) = try before.cell(cell.column) {
                        addDocument(document, diffs: copy)
                    }
                case .text(let text):
                    guard let set = image.table.columns[cell.column].characterSet,
                        let index = CharacterSet.allCases.firstIndex(of: set)
                    else { continue }
                    add([UInt8(index)] + [UInt8](copying: text), to: "fuzz-charset")
                case .compressed(let value): add([5] + [UInt8](copying: value.stored), to: "fuzz-payload")
                default: continue
                }
            }
        }
    }

    private mutating func addDocument(_ document: Span<UInt8>, diffs: [UInt8]) {
        let count = document.count
        let length = [UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
        add(length + [UInt8](copying: document) + diffs, to: "fuzz-json")
    }

    func write(to folder: String) throws {
        for (target, seeds) in byTarget {
            let path = folder + "/" + target
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for (index, seed) in seeds.sorted(by: { $0.lexicographicallyPrecedes($1) }).enumerated() {
                try Data(seed).write(to: URL(filePath: path + "/seed-\(index)"))
            }
        }
    }
}
