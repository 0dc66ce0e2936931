// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that tells where to go on: a JSON object, replaced as a whole or not at all.
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
    /// The version of what is written.
    public static let version = 1
    /// Most bytes of a resume file: a set of GTIDs can be long.
    public static let maximumSize = 16 << 20

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
        let advice = "restore it, or delete it and say where to begin"
        guard !data.isEmpty else { throw ResumeFileError(path, "the resume file is empty; \(advice)") }
        let document: Document
        do {
            let version = try JSONDecoder().decode(Version.self, from: data).version
            guard version == ResumeFile.version else {
                throw ResumeFileError(
                    path,
                    "written by another version of this tool (\(version)); use that, or \(advice)"
                )
            }
            document = try JSONDecoder().decode(Document.self, from: data)
        } catch let error as ResumeFileError {
            throw error
        } catch {
            throw ResumeFileError(path, "cut, damaged, or no resume file; \(advice)")
        }
        guard !document.file.isEmpty else { throw ResumeFileError(path, "names no log; \(advice)") }
        return ResumeRecord(
            source: document.source,
            file: document.file,
            position: document.position,
            gtid: document.gtid,
            mark: document.mark,
            inDoubt: document.inDoubt,
            output: document.output
        )
    }

    /// Replaces what the file holds; after a crash at any moment it holds the one or the other, whole.
    ///
    /// - Throws: ``ResumeFileError`` with the system's reason.
    public func write(_ record: ResumeRecord) throws(ResumeFileError) {
        let document = Document(
            version: ResumeFile.version,
            source: record.source,
            file: record.file,
            position: record.position,
            gtid: record.gtid,
            mark: record.mark,
            inDoubt: record.inDoubt,
            output: record.output
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try replace(with: Array(encoder.encode(document)) + [0x0a])
        } catch let error as ResumeFileError {
            throw error
        } catch {
            throw ResumeFileError(path, "the resume file cannot be made: \(error)")
        }
    }

    private func replace(with bytes: [UInt8]) throws(ResumeFileError) {
        let temporary = path + ".new"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(temporary) }
        var written = 0
        var isGood = true
        while isGood, written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { source in
                // `written` is below the count of the bytes, so their base is there.
                unsafe Foundation.write(
                    descriptor,
                    source.baseAddress.map { unsafe $0 + written },
                    source.count - written
                )
            }
            if count > 0 { written += count } else if errno != EINTR { isGood = false }
        }
        guard isGood, fsync(descriptor) == 0 else {
            let error = failure(temporary)
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0, unsafe rename(temporary, path) == 0 else { throw failure(path) }
        let folder = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure(self.folder) }
        defer { close(folder) }
        // Some file systems cannot sync folders, and say so by EINVAL; the name is then theirs to keep.
        guard fsync(folder) == 0 || errno == EINVAL else { throw failure(self.folder) }
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func failure(_ path: String) -> ResumeFileError {
        ResumeFileError(path, "the resume file cannot be written: \(SystemMessage.text(of: errno))")
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

    private struct Version: Decodable {
        var version: Int
    }

    private struct Document: Codable {
        var version: Int
        var source: ResumeRecord.Source
        var file: String
        var position: UInt64
        var gtid: String?
        var mark: ResumeRecord.Mark?
        var inDoubt: [ResumeRecord.Branch]?
        var output: ResumeRecord.Output?
    }
}
