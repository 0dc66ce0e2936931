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

    /// Whose log was followed.
    public var source: Source
    /// The log's name.
    public var file: String
    /// The byte in it at which the next transaction begins.
    public var position: UInt64
    /// MySQL's set or MariaDB's position of all that was written; nil where the log has no GTIDs.
    public var gtid: String?
    /// The file that output went to; nil where it was none.
    public var output: Output?

    /// Takes source and position.
    public init(source: Source, file: String, position: UInt64, gtid: String?, output: Output? = nil) {
        self.source = source
        self.file = file
        self.position = position
        self.gtid = gtid
        self.output = output
    }
}
