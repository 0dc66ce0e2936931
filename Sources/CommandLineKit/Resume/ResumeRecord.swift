// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// What a resume file holds: whose log was followed, up to where, and how long the output was then.
///
/// Of branches of XA that were prepared and not yet committed it holds the names only: output shows them where they stand in the
/// log, at their PREPARE, and what became of them is a transaction of its own, so nothing is held back that a later run would lack.
public struct ResumeRecord: Sendable, Hashable {
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

    /// The place behind all that was written.
    public var place: PositionRecord
    /// The XA transactions that are in doubt at the place, the oldest first; nil where none is.
    public var inDoubt: [Branch]?
    /// The file that output went to; nil where it was none.
    public var output: Output?

    /// Takes place and output.
    public init(_ place: PositionRecord, inDoubt: [Branch]? = nil, output: Output? = nil) {
        self.place = place
        self.inDoubt = inDoubt
        self.output = output
    }
}
