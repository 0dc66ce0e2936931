// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CommandLineKit
import Foundation
import MySQLBinlog
import MySQLTypes
import ReplicationPositions

/// Where a log is: a server, or files.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server, as mysql://USER@HOST:PORT or h=HOST,u=USER; or name it by the options below.",
            valueName: "server"
        )
    )
    var source: String?

    @Option(
        name: .customLong("files"),
        parsing: .upToNextOption,
        help: ArgumentHelp("Instead: files of its log, or a folder of them.", valueName: "path")
    )
    var files: [String] = []

    @Option(help: ArgumentHelp("MySQL's keyring file, for encrypted files.", valueName: "file"))
    var mysqlKeyring: String?

    @Option(help: ArgumentHelp("MariaDB's key file, for encrypted files.", valueName: "file"))
    var mariadbKeys: String?

    func validate() throws {
        guard source == nil || files.isEmpty else {
            throw ValidationError("--source asks a server, --files reads files: give one of them")
        }
    }

    /// The log that the options name.
    func origin(_ connection: ConnectionOptions, _ selection: OptionFileSelection) throws -> LogOrigin {
        guard files.isEmpty else { return .files(try LogOptions.files(files, keys: try keys())) }
        return .server(try SourceInvocation.configuration(connection, source: source, selection: selection))
    }

    /// The keys of encrypted files.
    func keys() throws -> BinlogKeys {
        var keys = BinlogKeys()
        if let mariadbKeys { keys.mariaDB = try KeyFiles.mariaDB(mariadbKeys) }
        if let mysqlKeyring { keys.mysql = try KeyFiles.mysql(mysqlKeyring) }
        return keys
    }

    /// Files of a log; of a folder those whose name ends with a dot and six digits or more.
    static func files(_ paths: [String], keys: BinlogKeys) throws -> LogFiles {
        var found: [String] = []
        for path in paths {
            let isFolder: Bool
            do {
                let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
                let type = try FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
                isFolder = type == .typeDirectory
            } catch {
                throw InputError("\(path): no such file or folder, or you may not look at it")
            }
            guard isFolder else {
                found.append(path)
                continue
            }
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: path)
            } catch {
                throw InputError("\(path): the folder cannot be read; may you?")
            }
            let logs = names.filter { BinlogFilePosition.isFileName($0) }
            guard !logs.isEmpty else {
                throw InputError("\(path): no file there is named like a binary log, as binlog.000042")
            }
            found += logs.map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
        }
        let logs = Set(found.map { URL(filePath: $0).deletingPathExtension().lastPathComponent })
        guard logs.count <= 1 else {
            throw UsageError(
                "these are files of several logs (\(logs.sorted().joined(separator: ", "))): name those of one, as with --files DIR/binlog.*"
            )
        }
        return LogFiles(paths: found, keys: keys)
    }
}
