// SPDX-License-Identifier: Apache-2.0

/// A place to resume from, with the kind of server that understands it.
///
/// GTIDs of MySQL and MariaDB mean nothing to each other, so what is stored begins with its kind.
///
/// ```swift
/// let position = try ReplicationPosition("mariadb=0-1-5")
/// position.description  // mariadb=0-1-5
/// ```
public enum ReplicationPosition: Sendable, Hashable {
    /// A file and an offset; any server understands its own.
    case file(BinlogFilePosition)
    /// The completed transactions, for MySQL.
    case mysql(GTIDSet)
    /// The last completed transaction of each domain, for MariaDB.
    case mariaDB(MariaDBGTIDPosition)
}

extension ReplicationPosition: CustomStringConvertible {
    /// Reads ``description``.
    ///
    /// - Throws: ``GTIDSyntaxError`` with the offset in the whole text.
    public init(_ text: String) throws(GTIDSyntaxError) {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            throw GTIDSyntaxError(.expectedFlavour, at: 0)
        }
        let flavour = text[..<equals]
        let content = String(text[text.utf8.index(after: equals)...])
        do throws(GTIDSyntaxError) {
            switch flavour {
            case "file":
                guard let position = BinlogFilePosition(content) else {
                    throw GTIDSyntaxError(.expectedFilePosition, at: 0)
                }
                self = .file(position)
            case "mysql": self = .mysql(try GTIDSet(content))
            case "mariadb": self = .mariaDB(try MariaDBGTIDPosition(content))
            default: throw GTIDSyntaxError(.expectedFlavour, at: -(flavour.utf8.count + 1))
            }
        } catch {
            throw GTIDSyntaxError(error.kind, at: error.offset + flavour.utf8.count + 1)
        }
    }

    /// The position as ``init(_:)`` reads it: `file=`, `mysql=` or `mariadb=` and the position itself.
    public var description: String {
        switch self {
        case .file(let position): "file=\(position)"
        case .mysql(let set): "mysql=\(set)"
        case .mariaDB(let position): "mariadb=\(position)"
        }
    }
}
