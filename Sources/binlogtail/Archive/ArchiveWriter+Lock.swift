// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension ArchiveWriter {
    /// Takes the archive for this process; the lock ends with it, however it ends.
    static func locked(_ folder: String) throws(ArchiveError) -> FileHandle {
        let path = ArchiveIndex.path(".lock", in: folder)
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil)
        }
        guard let file = FileHandle(forWritingAtPath: path) else {
            throw ArchiveError(path, "cannot be written; may you write there?")
        }
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw ArchiveError(folder, "another binlogtail writes this archive")
        }
        return file
    }
}
