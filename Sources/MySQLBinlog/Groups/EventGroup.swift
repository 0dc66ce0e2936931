// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// A group of events that was seen to its end.
public struct EventGroup: Sendable, Hashable {
    /// The GTID; nil where it has none.
    public var gtid: TransactionIdentity?
    /// The file that it stands in.
    public var file: String
    /// Where it begins there, in bytes from the start of the file.
    public var begin: UInt64
    /// Where it ends there.
    public var end: UInt64
    /// What ended it.
    public var ending: GroupEnding
    /// Whether a `ROLLBACK TO` of a savepoint stands in it, so that changes in it are void.
    public var rollsBackToSavepoint: Bool

    /// Puts the parts together.
    public init(
        gtid: TransactionIdentity?,
        file: String,
        begin: UInt64,
        end: UInt64,
        ending: GroupEnding,
        rollsBackToSavepoint: Bool = false
    ) {
        self.gtid = gtid
        self.file = file
        self.begin = begin
        self.end = end
        self.ending = ending
        self.rollsBackToSavepoint = rollsBackToSavepoint
    }

    /// The place where it begins.
    public var beginPosition: BinlogFilePosition { BinlogFilePosition(file: file, offset: begin) }
    /// The place behind it.
    public var endPosition: BinlogFilePosition { BinlogFilePosition(file: file, offset: end) }
}
