// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLReplication
import Testing

struct ResumeFileTests {
    private let record = ResumeRecord(
        PositionRecord(
            source: .init(flavour: "mysql", uuid: "5f112b00-e597-11f1-9575-02fc00000001", serverID: 4_294_967_295),
            file: "binlog.000042",
            position: 18_446_744_073_709_551_615,
            gtid: "5f112b00-e597-11f1-9575-02fc00000001:1-6109:sales:1-2",
            time: "2026-11-21T16:40:00Z",
            mark: .init(offset: 18_446_744_073_709_551_000, digest: .max)
        ),
        inDoubt: [.init(name: "X'61',X'',1", file: "binlog.000041", position: 5, since: .max)],
        output: .init(device: 1, inode: 18_446_744_073_709_551_615, length: 9_007_199_254_740_993)
    )

    @Test
    func `what is written is read, in place of what was there`() throws {
        try TemporaryFolder.with { folder in
            let file = ResumeFile(path: folder.path + "/resume.json")
            #expect(try file.read() == nil)
            try file.write(record)
            #expect(try file.read() == record)
            var next = record
            next.place.position = 4
            next.place.gtid = nil
            next.output = nil
            next.place.mark = nil
            next.inDoubt = nil
            next.place.source = .init(flavour: "mariadb", uuid: nil, serverID: nil)
            try file.write(next)
            #expect(try file.read() == next)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["resume.json"])
        }
    }

    @Test
    func `a file cut at any byte, or of another kind, is refused with what to do`() throws {
        try TemporaryFolder.with { folder in
            let file = ResumeFile(path: folder.path + "/resume.json")
            try file.write(record)
            let whole = try Data(contentsOf: URL(filePath: file.path))
            for count in 0..<(whole.count - 2) {
                try whole.prefix(count).write(to: URL(filePath: file.path))
                #expect(throws: ResumeFileError.self, "\(count)") { try file.read() }
            }
            for text in ["{}", "[]", "null", "binlog.000001 4", "{\"version\":1}", "{\"version\":\"x\"}"] {
                try folder.write("resume.json", text)
                #expect {
                    try file.read()
                } throws: {
                    "\($0)"
                        == "\(file.path): cut, damaged, or no resume file; restore it, or delete it and say where to begin"
                }
            }
            try folder.write("resume.json", "{\"version\":2,\"future\":true}")
            #expect { try file.read() } throws: { "\($0)".contains("written by another version of this tool (2)") }
        }
    }

    @Test
    func `a folder that is not there is told`() {
        let file = ResumeFile(path: "/nowhere/resume.json")
        #expect { try file.write(record) } throws: { "\($0)".contains("cannot be written: No such file or directory") }
    }
}
