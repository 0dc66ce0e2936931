// SPDX-License-Identifier: Apache-2.0
import MySQLBinlog
import MySQLTypes

struct Count: RowVisitor {
    var cells = 0, images = 0
    mutating func beginImage(_ kind: RowImageKind) { images += 1 }
    mutating func visit(_ cell: borrowing CellView, column: Int) { cells += 1 }
    mutating func endImage(_ kind: RowImageKind) {}
}
@main struct BinlogTail {
    static func main() {
        for path in CommandLine.arguments.dropFirst() {
            var counts: [String: Int] = [:]
            var rows = Count()
            do throws(BinlogError) {
                var options = BinlogDecoder.Options()
                options.keepsUnknownEvents = true
                var reader = try BinlogFileReader(path: path, options: options)
                while let event = try reader.next() {
                    if !event.isInner { counts[event.header.type.description, default: 0] += 1 }
                    if case .rows(let r) = event.body { try r.visit(&rows) }
                }
                print(
                    path,
                    counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
                    "images=\(rows.images) cells=\(rows.cells)"
                )
            } catch {
                print(
                    path,
                    counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
                    "images=\(rows.images) cells=\(rows.cells)",
                    "ERROR",
                    error
                )
            }
        }
    }
}
