// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The login file of `mysql_config_editor`, `~/.mylogin.cnf`: an option file that is hidden, but not kept secret, by AES with
/// a key that stands in it.
///
/// Four zero bytes; 20 bytes of key; then each line, encrypted by itself behind its length as 4 bytes, lowest first.
///
/// Source: MySQL 9.7, `mysys/my_default.cc`, `mysql_file_getline`; `client/mysql_config_editor.cc`.
public enum LoginPathFile {
    /// Most bytes of a login file.
    public static let maximumSize = 1 << 20
    /// Bytes before the first line: zeros and key.
    static let headerSize = 24

    /// What reading found.
    public struct Content: Sendable {
        /// The options of all login paths, which are their groups.
        public var entries: [OptionFileEntry] = []
        /// What was passed over, for the person who runs the tool.
        public var warnings: [String] = []
    }

    /// Reads the file; empty where there is none, or where others than its owner may read it.
    ///
    /// - Throws: ``OptionFileError`` where the file is cut or damaged.
    public static func read(_ path: String) throws(OptionFileError) -> Content {
        guard FileManager.default.fileExists(atPath: path) else { return Content() }
        let data: Data
        do {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
            )
            // An empty file is what a person has who wants none.
            if attributes[.type] as? FileAttributeType != .typeRegular { return Content() }
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
            guard mode & 0o177 == 0 else {
                return Content(warnings: ["\(path): ignored, since it must be its owner's only; chmod 600 it"])
            }
            guard (attributes[.size] as? NSNumber)?.intValue ?? 0 <= maximumSize else {
                throw OptionFileError("longer than \(maximumSize) bytes, the most for a login file", file: path)
            }
            data = try Data(contentsOf: URL(filePath: path))
        } catch let error as OptionFileError {
            throw error
        } catch {
            throw OptionFileError("the login file cannot be read", file: path)
        }
        guard !data.isEmpty else { return Content() }
        guard let text = text(of: Array(data)) else {
            throw OptionFileError("the login file is cut or damaged; make it anew with mysql_config_editor", file: path)
        }
        return Content(entries: try OptionFile(text: text, file: path).entries)
    }

    /// The lines that stand in a login file; nil where it is none.
    public static func text(of file: [UInt8]) -> [UInt8]? {
        guard file.count >= headerSize, file[..<4].allSatisfy({ $0 == 0 }) else { return nil }
        let key = foldedKey(file[4..<headerSize])
        var text: [UInt8] = []
        var offset = headerSize
        while offset < file.count {
            guard file.count - offset >= 4 else { return nil }
            let count = (0..<4).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) }
            offset += 4
            guard count > 0, count <= file.count - offset, count.isMultiple(of: 16) else { return nil }
            guard let line = LoginPathCipher.run(Array(file[offset..<(offset + count)]), key: key, encrypts: false)
            else { return nil }
            text += line
            offset += count
        }
        return text
    }

    /// A key of any length, folded into the 16 bytes that AES-128 takes.
    static func foldedKey(_ key: some Collection<UInt8>) -> [UInt8] {
        var folded = [UInt8](repeating: 0, count: 16)
        for (index, byte) in key.enumerated() { folded[index % 16] ^= byte }
        return folded
    }
}
