// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTestSupport
import MySQLWire
import Testing

@Suite(.enabled(if: Corpus.isPresent, "the corpus is not beside the repository"))
struct CorpusErrorsTests {
    /// What a file gives: types and positions of its events, and the error that ends it.
    private struct Outcome {
        var events: [String] = []
        var serverVersion = ""
        var error: BinlogError?
    }

    private static func outcome(
        of ending: String,
        options: BinlogDecoder.Options = .init(),
        keys: BinlogKeys = BinlogKeys()
    ) throws -> Outcome {
        let file = try Corpus.file(ending)
        var outcome = Outcome()
        do throws(BinlogError) {
            var reader = try BinlogFileReader(path: Corpus.path(file.name), options: options, keys: keys)
            while let event = try reader.next() {
                outcome.events.append("\(event.header.type)@\(event.position)")
                if case .formatDescription(let format) = event.body { outcome.serverVersion = format.serverVersion }
            }
            // The end stays the end.
            let goesOn = try reader.next() != nil
            #expect(!goesOn)
        } catch {
            outcome.error = error
        }
        return outcome
    }

    @Test(arguments: [
        ("binlog_output_base.flashback", 120), ("recovery_duplicate_xid.000001", 672),
        ("recovery_malformed_xid_xa_commit.000001", 889),
    ])
    func `a wrong checksum is told at its event, and can be read over`(file: String, position: UInt64) throws {
        let strict = try CorpusErrorsTests.outcome(of: file)
        #expect(strict.error?.position == position)
        guard case .checksumMismatch(let stored, let computed)? = strict.error?.kind else {
            Issue.record("\(strict.error as Any)")
            return
        }
        #expect(stored != computed)
        var options = BinlogDecoder.Options()
        options.verifiesChecksums = false
        let tolerant = try CorpusErrorsTests.outcome(of: file, options: options)
        #expect(tolerant.error == nil)
        #expect(tolerant.events.count > strict.events.count)
    }

    @Test func `every other file that can be read is read with all checks`() throws {
        for file in Corpus.files where file.isRead && !file.features.contains("bad-crc32") {
            guard !file.features.contains("pre-GA"), file.damage == nil else { continue }
            let outcome = try CorpusErrorsTests.outcome(of: file.name)
            #expect(outcome.error == nil, "\(file.name)")
        }
    }

    @Test func `what is no binlog is told from what is empty or cut`() throws {
        let empty = try CorpusErrorsTests.outcome(of: "x__mysql-bin.04")
        #expect(empty.error == BinlogError(.emptyFile, at: 0))
        let mangled = try CorpusErrorsTests.outcome(of: "x__mysql-bin.000001")
        #expect(mangled.error == BinlogError(.notABinlog(0xefbf_bd62), at: 0))
        let cut = try CorpusErrorsTests.outcome(of: "x__binlog_truncated_event.000001")
        #expect(cut.error == BinlogError(.truncatedHeader(present: 10), at: 4))
    }

    @Test func `a damaged event is told where it stands, behind all that came before`() throws {
        let outcome = try CorpusErrorsTests.outcome(of: "corrupt-relay-bin.000624")
        #expect(outcome.error?.position == 91_204)
        #expect(outcome.error?.eventType == .query)
        #expect(outcome.events.last == "INTVAR@91176")
        guard case .malformed? = outcome.error?.kind else {
            Issue.record("\(outcome.error as Any)")
            return
        }
    }

    @Test func `rows events of unreleased layouts are refused by name, and kept as bytes where asked`() throws {
        let outcome = try CorpusErrorsTests.outcome(of: "ver_5_1_17.001")
        #expect(outcome.error == BinlogError(.preGARows, in: .preGAWriteRows, at: 461))
        var options = BinlogDecoder.Options()
        options.keepsUnknownEvents = true
        let file = try Corpus.file("ver_5_1_17.001")
        var reader = try BinlogFileReader(path: Corpus.path(file.name), options: options)
        var kept: [String] = []
        while let event = try reader.next() {
            guard case .unknown(let bytes) = event.body else { continue }
            kept.append("\(event.header.type)")
            #expect(bytes.count == event.bytes.count - 19)
        }
        #expect(kept == ["PRE_GA_WRITE_ROWS", "PRE_GA_UPDATE_ROWS", "PRE_GA_DELETE_ROWS"])
    }

    @Test func `cut extra data of a rows event is refused`() throws {
        let bytes = try Corpus.bytes(try Corpus.file("binlog_invalid_row_v2_tag.001").name)
        for range in [256..<287, 287..<320, 320..<353] {
            var decoder = BinlogDecoder()
            try decoder.accept(bytes.span.extracting(4..<256), at: 4)
            var found: BinlogError?
            do throws(BinlogError) {
                try decoder.accept(bytes.span.extracting(range), at: UInt64(range.lowerBound))
            } catch {
                found = error
            }
            #expect(found?.eventType == .writeRows)
            #expect(found?.position == UInt64(range.lowerBound))
            guard case .malformed? = found?.kind else {
                Issue.record("\(found as Any)")
                continue
            }
        }
    }

    @Test func `HC-068 an encrypted file is read with its key, and refused by name without`() throws {
        let file = "rpl_nogtid_encryption_master-bin.000002"
        let name = "MySQLReplicationKey_00508583-b5ce-11e8-a6a5-0010e0734796_1"
        let key = [UInt8](repeating: 0, count: 32)

        let outcome = try CorpusErrorsTests.outcome(of: file, keys: BinlogKeys(mysql: [name: key]))
        // The statement that the last event announces is 129 bytes long; the file ends 8 bytes before its end.
        #expect(outcome.error == BinlogError(.truncatedEvent(length: 129, present: 121), in: .query, at: 987))
        #expect(outcome.serverVersion == "8.0.14-tr-debug")
        #expect(
            outcome.events == [
                "FORMAT_DESCRIPTION@4", "PREVIOUS_GTIDS@124", "ANONYMOUS_GTID@155", "QUERY@228",
                "ANONYMOUS_GTID@352", "QUERY@427", "TABLE_MAP@504", "WRITE_ROWS_V2@552", "XID@602",
                "ANONYMOUS_GTID@633", "QUERY@708", "TABLE_MAP@785", "WRITE_ROWS_V2@833", "XID@883",
                "ANONYMOUS_GTID@914",
            ]
        )
        #expect(try CorpusErrorsTests.outcome(of: file).error == BinlogError(.encryptedFile, at: 0))
        let other = BinlogKeys(mysql: ["MySQLReplicationKey_another_1": key])
        #expect(try CorpusErrorsTests.outcome(of: file, keys: other).error == BinlogError(.missingKey, at: 0))
        let wrong = BinlogKeys(mysql: [name: [UInt8](repeating: 1, count: 32)])
        #expect(try CorpusErrorsTests.outcome(of: file, keys: wrong).error == BinlogError(.wrongKey, at: 0))
        let short = BinlogKeys(mysql: [name: [1, 2, 3]])
        #expect(try CorpusErrorsTests.outcome(of: file, keys: short).error == BinlogError(.wrongKey, at: 0))
    }

    @Test func `HC-067 an unknown event that may be ignored is handed over as bytes`() throws {
        let file = try Corpus.file("mysql-bin.aurora-padding")
        var reader = try BinlogFileReader(path: Corpus.path(file.name))
        var found: [String] = []
        while let event = try reader.next() {
            guard case .unknown(let bytes) = event.body else { continue }
            found.append("\(event.header.type)@\(event.position): \(bytes.count)")
        }
        // Its 928 bytes less the header and the checksum.
        #expect(found == ["TYPE_100@281: 905"])
    }

    @Test func `checksums that stand in the header leave the statements as they were`() throws {
        let file = try Corpus.file("mdev-4645-binlog_checksum.binlog")
        var reader = try BinlogFileReader(path: Corpus.path(file.name))
        var statements: [String] = []
        while let event = try reader.next() {
            if case .query(let query) = event.body { statements.append(String(repairing: query.sql)) }
        }
        #expect(
            statements == [
                "create table test.t1 (id int not null)", "insert into test.t1 (id) values (1)", "drop table test.t1",
            ]
        )
    }
}
