// SPDX-License-Identifier: Apache-2.0

package import MySQLBinlog
package import MySQLTypes

/// What of a stream was used, and so where it goes on.
package struct StreamProgress: Sendable {
    /// Where to go on.
    package var resumePoint: ResumePoint
    /// What the source says came before its file and never sent, since ``takeNeverSent()``.
    private var neverSent = GTIDSet()

    /// Begins at a place.
    package init(_ resumePoint: ResumePoint) {
        self.resumePoint = resumePoint
    }

    /// What the source says came before its file and never sent; nil where there is nothing new.
    package mutating func takeNeverSent() -> GTIDSet? {
        guard !neverSent.isEmpty else { return nil }
        defer { neverSent = GTIDSet() }
        return neverSent
    }

    /// Whether ``settle(_:_:mark:)`` is to be told the mark of the last event.
    var needsMarks: Bool { resumePoint.source.uuid == nil }

    /// Everything up to `place` was used; `gtid` is that of the transaction that ends there, `mark` its last event.
    package mutating func settle(_ place: BinlogFilePosition, _ gtid: TransactionIdentity?, mark: EventMark? = nil) {
        // What moves nothing, such as the format description of a dump from within a file, stands elsewhere.
        if resumePoint.file != place { resumePoint.mark = mark }
        resumePoint.file = place
        guard let gtid else { return }
        resumePoint.executed?.insert(gtid)
    }

    /// A file begins in which `executed` came before.
    package mutating func fileBegins(behind executed: ExecutedGTIDs) {
        switch (resumePoint.executed, executed) {
        case (nil, _): resumePoint.executed = executed
        case (.mysql(let ours), .mysql(let theirs)):
            let missing = theirs.subtracting(ours)
            guard !missing.isEmpty else { return }
            // What `SET GLOBAL gtid_purged` named is never sent, and a source asks for it in the set that we come with.
            neverSent.formUnion(missing)
            resumePoint.executed = .mysql(ours.union(missing))
        default: break
        }
    }
}
