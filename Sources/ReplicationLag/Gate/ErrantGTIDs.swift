// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// Transactions that a replica has and its source has not.
///
/// ```swift
/// let errant = try ErrantGTIDs("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5", flavour: .mysql)
/// ```
public enum ErrantGTIDs: Sendable, Hashable {
    /// MySQL's, each by itself.
    case mysql(GTIDSet)
    /// MariaDB's: of each domain and server the last one.
    case mariaDB(MariaDBGTIDState)

    /// Reads them as servers write them.
    ///
    /// - Throws: ``GTIDSyntaxError`` where the text is none of that family.
    public init(_ text: String, flavour: ServerFlavour) throws(GTIDSyntaxError) {
        self = flavour == .mariaDB ? .mariaDB(try MariaDBGTIDState(text)) : .mysql(try GTIDSet(text))
    }

    /// Whether there are none.
    public var isEmpty: Bool {
        switch self {
        case .mysql(let set): set.isEmpty
        case .mariaDB(let state): state.gtids.isEmpty
        }
    }

    /// Those that are not among `known`; of MariaDB's, those that follow the one of their domain and server in it.
    public func subtracting(_ known: ErrantGTIDs) -> ErrantGTIDs {
        switch (self, known) {
        case (.mysql(let set), .mysql(let known)): .mysql(set.subtracting(known))
        case (.mariaDB(let state), .mariaDB(let known)):
            .mariaDB(
                MariaDBGTIDState(
                    state.gtids.filter { gtid in
                        !known.gtids.contains { $0.names(gtid) && $0.sequence >= gtid.sequence }
                    }
                )
            )
        default: self
        }
    }

    /// Those that stand in both.
    public func intersection(_ other: ErrantGTIDs) -> ErrantGTIDs {
        switch (self, other) {
        case (.mysql(let set), .mysql(let other)): .mysql(set.intersection(other))
        case (.mariaDB(let state), .mariaDB(let other)):
            .mariaDB(
                MariaDBGTIDState(
                    state.gtids.compactMap { gtid in
                        other.gtids.first { $0.names(gtid) }.map { $0.sequence < gtid.sequence ? $0 : gtid }
                    }
                )
            )
        default: self
        }
    }

    /// Those that a server made itself.
    ///
    /// - Parameter server: The server, by its UUID on MySQL and by its `server_id` on MariaDB.
    public func made(by server: SourceIdentity) -> ErrantGTIDs {
        switch self {
        case .mysql(let set):
            guard let uuid = server.uuid else { return .mysql(GTIDSet()) }
            var own = GTIDSet()
            for entry in set.entries where entry.source == uuid {
                for interval in entry.intervals { own.insert(interval, of: uuid, tag: entry.tag) }
            }
            return .mysql(own)
        case .mariaDB(let state):
            return .mariaDB(MariaDBGTIDState(state.gtids.filter { $0.server == server.serverID }))
        }
    }

    /// Both together.
    func union(_ other: ErrantGTIDs) -> ErrantGTIDs {
        switch (self, other) {
        case (.mysql(let set), .mysql(let other)): .mysql(set.union(other))
        case (.mariaDB(let state), .mariaDB(let other)):
            .mariaDB(
                MariaDBGTIDState(
                    state.gtids + other.gtids.filter { gtid in !state.gtids.contains { $0.names(gtid) } }
                )
            )
        default: self
        }
    }
}

extension ErrantGTIDs: CustomStringConvertible {
    /// The GTIDs as servers write them.
    public var description: String {
        switch self {
        case .mysql(let set): set.description
        case .mariaDB(let state): state.description
        }
    }
}

extension MariaDBGTID {
    /// Whether both are of one domain and one server.
    fileprivate func names(_ other: MariaDBGTID) -> Bool { domain == other.domain && server == other.server }
}
