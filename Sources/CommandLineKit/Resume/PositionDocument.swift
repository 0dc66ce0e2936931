// SPDX-License-Identifier: Apache-2.0

import Foundation
public import MySQLReplication

/// A position record as JSON, with its version, and with what a resume file adds to it.
public struct PositionDocument: Sendable, Hashable {
    /// The version of what is written.
    public static let version = 1

    /// What the document holds.
    public let record: ResumeRecord

    /// Takes a record.
    public init(_ record: ResumeRecord) {
        self.record = record
    }

    /// Reads a document.
    ///
    /// - Throws: `PositionRecordError` where it is cut, none, or of a version that is not known.
    public init(json: [UInt8]) throws(PositionRecordError) {
        do {
            let data = Data(json)
            let version = try JSONDecoder().decode(Version.self, from: data).version
            guard version == PositionDocument.version else {
                throw PositionRecordError("written by another version of this tool (\(version)); use that")
            }
            record = try JSONDecoder().decode(Content.self, from: data).record
        } catch let error as PositionRecordError {
            throw error
        } catch {
            throw PositionRecordError("cut, damaged, or no resume file")
        }
        guard !record.place.file.isEmpty else { throw PositionRecordError("names no log") }
    }

    /// The document as text, with a line end.
    ///
    /// - Throws: `PositionRecordError` where Foundation cannot write it.
    public func json() throws(PositionRecordError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try Array(encoder.encode(Content(record: record))) + [0x0a]
        } catch {
            throw PositionRecordError("cannot be written as JSON: \(error)")
        }
    }

    private struct Version: Decodable {
        var version: Int
    }

    /// The record's own fields, with version and output beside them.
    private struct Content: Codable {
        var record: ResumeRecord

        private enum Key: CodingKey {
            case version
            case inDoubt
            case output
        }

        init(record: ResumeRecord) {
            self.record = record
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            record = ResumeRecord(
                try PositionRecord(from: decoder),
                inDoubt: try fields.decodeIfPresent([ResumeRecord.Branch].self, forKey: .inDoubt),
                output: try fields.decodeIfPresent(ResumeRecord.Output.self, forKey: .output)
            )
        }

        func encode(to encoder: any Encoder) throws {
            try record.place.encode(to: encoder)
            var fields = encoder.container(keyedBy: Key.self)
            try fields.encode(PositionDocument.version, forKey: .version)
            try fields.encodeIfPresent(record.inDoubt, forKey: .inDoubt)
            try fields.encodeIfPresent(record.output, forKey: .output)
        }
    }
}
