// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport

extension Corpus {
    /// Every file for which there is output.
    static let goldenFiles: [GoldenFile] = {
        guard let manifest = try? String(contentsOfFile: folder + "/MANIFEST.tsv", encoding: .utf8),
            let outputs = try? FileManager.default.contentsOfDirectory(atPath: folder + "/golden")
        else { return [] }
        return manifest.split(separator: "\n").dropFirst().compactMap { line in
            let file = line.prefix { $0 != "\t" }
            let prefix = file.replacing("/", with: "__") + "."
            let output = outputs.first {
                $0.hasPrefix(prefix) && $0.hasSuffix(".txt.gz") && $0.dropFirst(prefix.count).hasPrefix("m")
            }
            guard let output else { return nil }
            return GoldenFile(
                file: String(file),
                path: folder + "/" + file,
                output: folder + "/golden/" + output
            )
        }
    }()
}

/// A file and what the tool of its server's family prints for it.
struct GoldenFile: Sendable, CustomStringConvertible {
    /// The path below the corpus.
    let file: String
    /// The path.
    let path: String
    /// The path of the compressed output.
    let output: String

    var description: String { file }

    /// Compares our output with the tool's.
    ///
    /// A file of MySQL that MariaDB's tool printed is compared by positions, heads and rows, unless `allLines` is true: the two
    /// tools differ in the settings that they print.
    func compare(allLines: Bool = false) throws -> BinlogDumpComparison {
        let expected = try ChildResult(running: "gzip", ["-dc", output])
        let found = try binlogtail.run(
            ["--format", "mysqlbinlog", "--on-unknown", "skip", "--skip-verify-binlog-checksum", path]
        )
        guard isOfOtherFamily, !allLines else {
            return BinlogDumpComparison(expected: expected.text, found: found.text)
        }
        return BinlogDumpComparison(expected: expected.text, found: found.text) { line in
            guard line.hasPrefix("# at ") || line.hasPrefix("###") || line.firstMatch(of: #/^#[0-9]{6} /#) != nil else {
                return nil
            }
            return line.replacing("\txid=0", with: "")
        }
    }

    private var isOfOtherFamily: Bool { file.hasPrefix("mariadb-mtr/5.1.63") }

    /// Lines in which the two may differ.
    var knownDifferences: [String] {
        switch file {
        case "mariadb-mtr/10.6.28m__binlog_invalid_row_v2_tag.001":
            // The tool passes over damaged events without a word; we stop at the first.
            ["-# at 256", "-# at 287", "-# at 320"]
        case "mysql-mtr/5.0.46__corrupt-relay-bin.000624":
            // The statement of this variable is cut off.
            ["+#071017  7:31:12 server id 10909  end_log_pos 28 \tIntvar", "+SET INSERT_ID=539886539/*!*/;"]
        default: []
        }
    }
}
