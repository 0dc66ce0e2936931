// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Changes of files that are on the disk when they return, and whole or not done after a crash at any moment.
public enum DurableFile {
    /// Replaces what a file holds, or makes it, for its owner only.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - bytes: What it holds afterwards.
    /// - Throws: ``DurableFileError`` with the system's reason.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(DurableFileError) {
        let temporary = path + ".new"
        do throws(OutputError) {
            let target = try OutputTarget(path: temporary, appends: false, permissions: 0o600)
            try target.write(bytes.span)
            try target.synchronize()
        } catch {
            throw DurableFileError(path: temporary, number: error.number)
        }
        try rename(temporary, to: path)
    }

    /// Gives a file another name in its folder; a file of that name is replaced.
    ///
    /// - Throws: ``DurableFileError`` with the system's reason.
    public static func rename(_ path: String, to new: String) throws(DurableFileError) {
        guard moveFile(path, new) == 0 else { throw DurableFileError(path: new, number: errno) }
        try synchronizeFolder(of: new)
    }

    /// Waits until the names in a file's folder are on the disk.
    ///
    /// - Throws: ``DurableFileError`` with the system's reason.
    public static func synchronizeFolder(of path: String) throws(DurableFileError) {
        let name = folder(of: path)
        let descriptor = unsafe open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DurableFileError(path: name, number: errno) }
        defer { close(descriptor) }
        // Some file systems cannot sync folders, and say so by EINVAL; the name is then theirs to keep.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw DurableFileError(path: name, number: errno) }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// Why a file could not be changed for good.
public struct DurableFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file or folder.
    public var path: String
    /// The operating system's error number.
    public var number: Int32

    /// The file and the system's reason.
    public var description: String { "\(path): \(SystemMessage.text(of: number))" }
}

/// `rename(2)`, under a name that the methods of ``DurableFile`` do not hide.
private func moveFile(_ old: String, _ new: String) -> Int32 {
    unsafe rename(old, new)
}
