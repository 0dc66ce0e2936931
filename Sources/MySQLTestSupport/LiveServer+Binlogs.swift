// SPDX-License-Identifier: Apache-2.0
import Foundation

extension LiveServer {
    /// A binlog file as the server lists it.
    public struct LogFile: Sendable {
        /// The name, such as `binlog.000001`.
        public let name: String

        /// The path on this machine.
        public let path: String

        /// The length in bytes; of the log in use, the position of the next event.
        public let size: Int
    }

    /// Every binlog file of the server, oldest first; the last is in use.
    ///
    /// - Returns: the files.
    /// - Throws: ``LiveServerError``; for a server on another machine `noFiles`.
    public func binlogFiles() throws -> [LogFile] {
        try query("SHOW BINARY LOGS;").map(logFile)
    }

    /// The binlog in use and the position where its next event begins.
    ///
    /// - Returns: the file.
    /// - Throws: ``LiveServerError`` as ``binlogFiles()`` does.
    public func currentBinlog() throws -> LogFile {
        let rows = try query(flavour == .mysql ? "SHOW BINARY LOG STATUS;" : "SHOW MASTER STATUS;")
        guard let row = rows.first else {
            throw LiveServerError.unexpectedOutput(server: name, text: "the server writes no binlog")
        }
        return try logFile(row)
    }

    /// Ends the binlog in use and begins another.
    ///
    /// Tests that run at the same time write to the same binlog: look for the schema of your own.
    ///
    /// - Returns: the file that was ended.
    /// - Throws: ``LiveServerError`` as ``binlogFiles()`` does.
    @discardableResult
    public func rotate() throws -> LogFile {
        let inUse = try currentBinlog().name
        try execute("FLUSH BINARY LOGS;")
        guard let ended = try binlogFiles().first(where: { $0.name == inUse }) else {
            throw LiveServerError.unexpectedOutput(server: name, text: "\(inUse) is not listed")
        }
        return ended
    }

    /// Runs this server's `mysqlbinlog`; a status other than 0 is a result here, no error.
    ///
    /// - Parameter arguments: options and paths. With `--read-from-remote-server` add ``connectionArguments``.
    /// - Returns: status and output.
    /// - Throws: an error if the program cannot be started.
    public func runBinlogTool(_ arguments: [String]) throws -> ChildResult {
        try ChildResult(running: binlogTool, arguments, environment: connectionEnvironment)
    }

    private func logFile(_ row: [String?]) throws -> LogFile {
        guard let dataDirectory else { throw LiveServerError.noFiles(server: name) }
        guard row.count >= 2, let file = row[0], let size = row[1].flatMap({ Int($0) }) else {
            throw LiveServerError.unexpectedOutput(server: name, text: "\(row)")
        }
        return LogFile(name: file, path: dataDirectory + "/" + file, size: size)
    }
}
