// SPDX-License-Identifier: Apache-2.0

import Foundation
public import MySQLReplication

/// A file that tells where to go on: a position record as JSON, replaced as a whole or not at all.
///
/// `output` stands beside the record where output went to a file:
///
/// ```json
/// {
///   "file" : "binlog.000042",
///   "gtid" : "5f112b00-e597-11f1-9575-02fc00000001:1-6109",
///   "output" : { "device" : 66306, "inode" : 1311, "length" : 48213 },
///   "position" : 2460,
///   "source" : { "flavour" : "mysql", "serverID" : 1, "uuid" : "5f112b00-e597-11f1-9575-02fc00000001" },
///   "version" : 1
/// }
/// ```
public struct ResumeFile: Sendable, Hashable {
    /// Most bytes of a resume file: a set of GTIDs can be long.
    public static let maximumSize = 16 << 20

    private static let advice = "restore it, or delete it and say where to begin"

    /// The file's path.
    public let path: String

    /// Names a file, which need not be there yet.
    public init(path: String) {
        self.path = path
    }

    /// What the file holds; nil where there is none, so that this is the first run.
    ///
    /// - Throws: ``ResumeFileError`` where it is cut, no resume file, or of a version that is not known.
    public func read() throws(ResumeFileError) -> ResumeRecord? {
        guard let data = try contents() else { return nil }
        guard !data.isEmpty else { throw ResumeFileError(path, "the resume file is empty; \(ResumeFile.advice)") }
        do throws(PositionRecordError) {
            return try PositionDocument(json: Array(data)).record
        } catch {
            throw ResumeFileError(path, "\(error); \(ResumeFile.advice)")
        }
    }

    /// Replaces what the file holds; after a crash at any moment it holds the one or the other, whole.
    ///
    /// - Throws: ``ResumeFileError`` with the system's reason.
    public func write(_ record: ResumeRecord) throws(ResumeFileError) {
        let bytes: [UInt8]
        do throws(PositionRecordError) {
            bytes = try PositionDocument(record).json()
        } catch {
            throw ResumeFileError(path, "\(error)")
        }
        do throws(DurableFileError) {
            try DurableFile.replace(path, with: bytes)
        } catch {
            throw ResumeFileError(
                error.path,
                "the resume file cannot be written: \(SystemMessage.text(of: error.number))"
            )
        }
    }

    /// The place of a record of this file, as a stream takes it.
    ///
    /// - Parameter record: What ``read()`` gave.
    /// - Returns: The place, with its server.
    /// - Throws: ``ResumeFileError`` where a part of it is none.
    public func point(of record: ResumeRecord) throws(ResumeFileError) -> ResumePoint {
        do throws(PositionRecordError) {
            return try record.place.resumePoint()
        } catch {
            throw ResumeFileError(path, "\(error); \(ResumeFile.advice)")
        }
    }

    private func contents() throws(ResumeFileError) -> Data? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
            guard size?.intValue ?? 0 <= ResumeFile.maximumSize else {
                throw ResumeFileError(path, "longer than \(ResumeFile.maximumSize) bytes, the most for a resume file")
            }
            return try Data(contentsOf: URL(filePath: path))
        } catch let error as ResumeFileError {
            throw error
        } catch {
            throw ResumeFileError(path, "the resume file cannot be read; may you read it?")
        }
    }
}
