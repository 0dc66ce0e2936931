// SPDX-License-Identifier: Apache-2.0
import Foundation
public import MySQLBinlog

/// A file of `Fixtures/binlogs`.
public struct Fixture: Sendable, Hashable, CustomStringConvertible {
    /// The name without extension, such as `mysql-9.7-shop`.
    public let name: String
    /// Where the file lies.
    public let path: String

    /// The name.
    public var description: String { name }

    /// Every fixture, by name.
    public static let all: [Fixture] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/binlogs")) ?? []
        return names.filter { $0.hasSuffix(".binlog") }.sorted().map { file in
            Fixture(name: String(file.dropLast(7)), path: folder + "/binlogs/" + file)
        }
    }()

    /// The folder `Fixtures`.
    public static let folder = repository + "/Fixtures"

    /// The folder of the package.
    public static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path(percentEncoded: false).trimmingSuffix("/")

    /// The fixture of that name; nil if there is none.
    public static func named(_ name: String) -> Fixture? {
        all.first { $0.name == name }
    }

    /// The file's bytes.
    public func bytes() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    /// What must be told of columns so that every row of a fixture can be read.
    public static let hints: ColumnHints = {
        var hints = ColumnHints()
        for (column, digits) in [("@3", 3), ("@5", 6), ("@7", 2)] {
            hints.set(
                .hiresTemporal(fractionalDigits: digits),
                database: "shop",
                table: "old_times",
                column: column
            )
        }
        return hints
    }()
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
