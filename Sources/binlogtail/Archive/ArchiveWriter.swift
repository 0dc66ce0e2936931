// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import MySQLBinlog
import MySQLReplication
import MySQLTypes

/// Writes the files of an archive, event by event as the source sends them.
///
/// The file that is written to is called `NAME.part`. It gets its name when the source goes on to the next one, behind a sync of
/// the file; the index tells it behind a sync of the folder. Whatever stands in a part behind its last whole event is cut off by
/// the next run.
final class ArchiveWriter: LogWriter {
    private let folder: String
    private var index: ArchiveIndex
    /// Held until the process ends, so that no other writes here.
    private let lock: FileHandle
    /// The file that is written to; empty where there is none.
    private var name = ""
    private var part = ArchivePart()
    private var target: OutputTarget?
    /// Bytes of whole events that are not in the file yet.
    private var pending = TextWriter()
    private var lastSync = ContinuousClock.now
    private var isSynced = true
    /// Whether MariaDB sends.
    private var isMariaDB = false

    /// Bytes from which ``pending`` is written.
    private static let pendingLimit = 1 << 20

    /// Opens an archive, or makes one, and mends what a run left that was killed.
    init(_ folder: String) throws(ArchiveError) {
        self.folder = folder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ArchiveError(folder, "the folder cannot be made; may you write there?")
        }
        lock = try ArchiveWriter.locked(folder)
        let names = try ArchiveWriter.names(in: folder)
        guard let known = try ArchiveIndex.read(folder) else {
            guard !names.contains(where: { BinlogFilePosition.isFileName($0) || $0.hasSuffix(ArchiveIndex.partSuffix) })
            else {
                throw ArchiveError(
                    folder,
                    "holds logs that are no archive (there is no \(ArchiveIndex.fileName)): name an empty folder"
                )
            }
            index = ArchiveIndex()
            try index.write(folder)
            return
        }
        index = known
        try adopt(names)
        try openPart(names)
    }

    /// Where the source is to go on; nil where the archive is empty.
    var place: BinlogFilePosition? {
        if !name.isEmpty {
            return BinlogFilePosition(file: name, offset: max(part.size, BinlogFilePosition.firstEventOffset))
        }
        return index.files.last.flatMap { ArchiveIndex.successor(of: $0.name) }.map { BinlogFilePosition(file: $0) }
    }

    /// Takes note of the server that sends; it must be the one that sent before.
    func begin(_ source: SourceIdentity) throws(ArchiveError) {
        isMariaDB = source.isMariaDB
        let isKnown = index.source != nil
        do throws(PositionRecordError) {
            guard try index.take(source) else {
                throw PositionRecordError("holds the logs of another server than \(source): name another folder")
            }
        } catch {
            throw ArchiveError(folder, "\(error)")
        }
        if !isKnown { try index.write(folder) }
    }

    /// Takes the next event as it was sent, which the scanner took last.
    func take(_ event: Span<UInt8>, _ scanner: BoundaryScanner) throws(ArchiveError) {
        let header = scanner.header
        switch header.type {
        case .heartbeat, .heartbeatV2: return
        // What the source makes up to tell where it stands is in no file, and ends nowhere.
        case .rotate where header.flags.contains(.artificial) || header.endPosition == 0: try enter(scanner.file)
        case _ where header.flags.contains(.artificial): return
        case .formatDescription, .startV3: try takeHead(event, scanner)
        case .startEncryption:
            throw ArchiveError(
                name,
                "the server encrypts this file and sends it decrypted, so that an archive could not equal it: copy the file itself"
            )
        default:
            // The beginning of a file comes again where the source cannot begin at a place behind 4 GiB.
            guard scanner.eventPosition + UInt64(event.count) > part.size else { return }
            guard scanner.eventPosition == part.size, !part.head.isEmpty else {
                throw ArchiveError(
                    name,
                    "the source left out what stands from \(part.size) to \(scanner.eventPosition): please report it"
                )
            }
            try append(event, scanner)
        }
    }

    private func takeHead(_ event: Span<UInt8>, _ scanner: BoundaryScanner) throws(ArchiveError) {
        guard !part.head.isEmpty else {
            try append(event, scanner)
            return
        }
        guard part.isHead(event) else {
            throw ArchiveError(
                folder,
                "the server's \(name) is not the one that was archived: its log was begun anew (RESET); name another folder"
            )
        }
    }

    private func append(_ event: Span<UInt8>, _ scanner: BoundaryScanner) throws(ArchiveError) {
        if part.size == 0 {
            let magic = ArchivePart.magic
            pending.append(copying: magic.span)
        }
        pending.append(copying: event)
        part.append(event, scanner)
        if pending.count >= ArchiveWriter.pendingLimit { try write() }
    }

    /// Writes what was taken; now and then waits until it is on the disk.
    func flush() throws(ArchiveError) {
        try write()
        if ContinuousClock.now - lastSync >= .seconds(1) { try synchronize() }
    }

    /// Writes what was taken and waits until it is on the disk.
    func synchronize() throws(ArchiveError) {
        try write()
        guard let target, !isSynced else { return }
        do throws(OutputError) {
            try target.synchronize()
        } catch {
            throw ArchiveError(name, error)
        }
        isSynced = true
        lastSync = .now
    }

    private func write() throws(ArchiveError) {
        guard pending.count > 0, let target else { return }
        do throws(OutputError) {
            try target.write(pending.span)
        } catch {
            throw ArchiveError(name, error)
        }
        pending.removeAll()
        isSynced = false
    }

    /// The source goes to a file: the one before is whole.
    private func enter(_ file: String) throws(ArchiveError) {
        guard file != name else { return }
        guard BinlogFilePosition.isFileName(file) else {
            throw ArchiveError(folder, "'\(file)' is no name of a log that can be archived")
        }
        try finishPart()
        if let expected = index.files.last.flatMap({ ArchiveIndex.successor(of: $0.name) }), expected != file {
            throw ArchiveError(folder, "\(expected) is to follow here, and the source goes on with \(file)")
        }
        name = file
        part = ArchivePart()
        target = try open(appends: false)
        let path = partPath
        try sync { () throws(DurableFileError) in try DurableFile.synchronizeFolder(of: path) }
    }

    /// Gives the part its name and tells it in the index.
    private func finishPart() throws(ArchiveError) {
        guard !name.isEmpty else { return }
        try write()
        isSynced = false
        // MariaDB leaves the mark of a file that is in use where it did not end in order; MySQL takes it away when it starts.
        if isMariaDB, part.lastType != .rotate, part.lastType != .stop { try markInUse() }
        try synchronize()
        target = nil
        let (old, new) = (partPath, ArchiveIndex.path(name, in: folder))
        try sync { () throws(DurableFileError) in try DurableFile.rename(old, to: new) }
        index.files.append(part.content.entry(name: name, size: part.size))
        try index.write(folder)
        name = ""
        part = ArchivePart()
    }

    private func markInUse() throws(ArchiveError) {
        do {
            let file = try FileHandle(forUpdating: URL(filePath: partPath))
            // The lower byte of the flags of the format description.
            try file.seek(toOffset: BinlogFilePosition.firstEventOffset + 17)
            try file.write(contentsOf: [(part.head.count > 17 ? part.head[17] : 0) | 1])
            try file.close()
        } catch {
            throw ArchiveError(partPath, "cannot be written: \(error)")
        }
    }

    private var partPath: String { ArchiveIndex.path(name + ArchiveIndex.partSuffix, in: folder) }

    private func open(appends: Bool) throws(ArchiveError) -> OutputTarget {
        do throws(OutputError) {
            return try OutputTarget(path: partPath, appends: appends, permissions: 0o640)
        } catch {
            throw ArchiveError(partPath, error)
        }
    }

    private func sync(_ body: () throws(DurableFileError) -> Void) throws(ArchiveError) {
        do throws(DurableFileError) {
            try body()
        } catch {
            throw ArchiveError(error)
        }
    }

    // MARK: What a run left that was killed

    /// Tells files in the index that got their name before the run was killed.
    private func adopt(_ names: [String]) throws(ArchiveError) {
        // Old files may be taken away, the oldest first.
        let kept = index.files.drop { !names.contains($0.name) }
        if let lost = kept.first(where: { !names.contains($0.name) }) ?? (kept.isEmpty ? index.files.last : nil) {
            throw ArchiveError(folder, "\(lost.name) is gone, which \(ArchiveIndex.fileName) tells: bring it back")
        }
        index.files = Array(kept)
        let known = Set(index.files.map(\.name))
        let new = names.filter { BinlogFilePosition.isFileName($0) && !known.contains($0) }
        guard let name = new.first else { return }
        let expected = index.files.last.flatMap { ArchiveIndex.successor(of: $0.name) }
        guard new.count == 1, expected == nil || expected == name else {
            throw ArchiveError(folder, "\(name) does not belong to the archive: take it away")
        }
        let part = try ArchivePart(path: ArchiveIndex.path(name, in: folder), name: name)
        index.files.append(part.content.entry(name: name, size: part.size))
        try index.write(folder)
    }

    /// Goes on with the part, behind its last whole event.
    private func openPart(_ names: [String]) throws(ArchiveError) {
        let parts = names.filter { $0.hasSuffix(ArchiveIndex.partSuffix) }
        guard let found = parts.first else { return }
        let file = String(found.dropLast(ArchiveIndex.partSuffix.count))
        let expected = index.files.last.flatMap { ArchiveIndex.successor(of: $0.name) }
        guard parts.count == 1, BinlogFilePosition.isFileName(file), expected == nil || expected == file else {
            throw ArchiveError(folder, "\(found) does not belong to the archive: take it away")
        }
        name = file
        part = try ArchivePart(path: partPath, name: file)
        let target = try open(appends: true)
        do throws(OutputError) {
            if var known = target.place {
                known.length = part.size
                _ = try target.cut(to: known)
            }
        } catch {
            throw ArchiveError(partPath, error)
        }
        self.target = target
        isSynced = false
    }

    private static func names(in folder: String) throws(ArchiveError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw ArchiveError(folder, "the folder cannot be read; may you?")
        }
    }
}
