// SPDX-License-Identifier: Apache-2.0

/// What a resume file holds: whose log was followed, up to where, and how long the output was then.
///
/// Branches of XA that were prepared and not yet committed are no part of it: output shows them where they stand in the log, at
/// their PREPARE, and what became of them is a transaction of its own, so nothing is held back that a later run would lack.
public struct ResumeRecord: Sendable, Hashable {
    /// The server whose log it is.
    public struct Source: Sendable, Hashable, Codable {
        /// `mysql` or `mariadb`.
        public var flavour: String
        /// MySQL's `server_uuid`; nil for servers that have none.
        public var uuid: String?
        /// The `server_id`; nil where it is not known.
        public var serverID: UInt32?

        /// Takes what is known.
        public init(flavour: String, uuid: String?, serverID: UInt32?) {
            self.flavour = flavour
            self.uuid = uuid
            self.serverID = serverID
        }
    }

    /// The regular file that output was written to.
    public struct Output: Sendable, Hashable, Codable {
        /// The device that it is on.
        public var device: UInt64
        /// Its number there.
        public var inode: UInt64
        /// Bytes of it that belong to what was followed.
        public var length: UInt64

        /// Takes device, number and length.
        public init(device: UInt64, inode: UInt64, length: UInt64) {
            self.device = device
            self.inode = inode
            self.length = length
        }
    }

    /// The last event before the position, by which a server without uuid is known again.
    public struct Mark: Sendable, Hashable, Codable {
        /// Where it begins.
        public var position: UInt64
        /// CRC-32 of what it says.
        public var digest: UInt32

        /// Takes both.
        public init(position: UInt64, digest: UInt32) {
            self.position = position
            self.digest = digest
        }
    }

    /// An XA transaction that was prepared, and neither committed nor rolled back.
    public struct Branch: Sendable, Hashable, Codable {
        /// Its name, as XA COMMIT takes it.
        public var name: String
        /// The log that it was prepared in.
        public var file: String
        /// Where in it.
        public var position: UInt64
        /// When, in seconds since 1970 UTC.
        public var since: UInt32

        /// Takes all of it.
        public init(name: String, file: String, position: UInt64, since: UInt32) {
            self.name = name
            self.file = file
            self.position = position
            self.since = since
        }
    }

    /// Whose log was followed.
    public var source: Source
    /// The log's name.
    public var file: String
    /// The byte in it at which the next transaction begins.
    public var position: UInt64
    /// MySQL's set or MariaDB's position of all that was written; nil where the log has no GTIDs.
    public var gtid: String?
    /// The last event before the position; nil where it is not known, or not needed.
    public var mark: Mark?
    /// The XA transactions that are in doubt at the position, the oldest first; nil where none is.
    public var inDoubt: [Branch]?
    /// The file that output went to; nil where it was none.
    public var output: Output?

    /// Takes source and position.
    public init(
        source: Source,
        file: String,
        position: UInt64,
        gtid: String?,
        mark: Mark? = nil,
        inDoubt: [Branch]? = nil,
        output: Output? = nil
    ) {
        self.mark = mark
        self.inDoubt = inDoubt
        self.source = source
        self.file = file
        self.position = position
        self.gtid = gtid
        self.output = output
    }
}
