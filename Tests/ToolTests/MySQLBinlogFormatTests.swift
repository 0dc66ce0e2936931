// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import Testing

/// `binlogtail --format mysqlbinlog` beside the output of the servers' own tools, for the files of the corpus.
@Suite struct MySQLBinlogFormatTests {
    @Test(.enabled(if: Corpus.isHere, "the corpus is not beside the repository"), arguments: Corpus.goldenFiles)
    func `the lines are those of the server's own tool`(_ golden: GoldenFile) throws {
        let comparison = try golden.compare()
        #expect(comparison.unexplained == golden.knownDifferences, "\(golden)")
    }

    @Test(.enabled(if: Corpus.isHere, "the corpus is not beside the repository"))
    func `most files are the same to the line`() throws {
        var different: [String] = []
        for golden in Corpus.goldenFiles where !(try golden.compare(allLines: true)).isIdentical {
            different.append(golden.file)
        }
        print("\(Corpus.goldenFiles.count - different.count) of \(Corpus.goldenFiles.count) files are line-identical")
        #expect(different.count <= 6, "\(different)")
    }

    @Test func `no file at all is an output too`() throws {
        let tool = Tool("binlogtail")
        let result = try tool.run(["--format", "mysqlbinlog", "/dev/null"])
        #expect(result.status == 1)
        #expect(result.text.hasPrefix("# The proper term is pseudo_replica_mode"))
        #expect(result.text.hasSuffix("/*!50530 SET @@SESSION.PSEUDO_SLAVE_MODE=0*/;\n"))
    }

    @Test func `times are written in the zone of TZ`() throws {
        guard let golden = Corpus.goldenFiles.first(where: { $0.file.hasPrefix("mysql-mtr/8.0.29") }) else { return }
        let tool = Tool("binlogtail")
        let result = try ChildResult(
            running: tool.path,
            ["--format", "mysqlbinlog", golden.path],
            environment: ["TZ": "<+05>-5"]
        )
        #expect(result.text.contains("#220301  9:29:30 server id 1"))
        #expect(result.text.contains("(2022-03-01 09:29:32.492330 +05)"))
    }
}
