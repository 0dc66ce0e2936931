// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension TranslatedPlace {
    /// Takes a place that was searched for, and how the log ends.
    mutating func take(_ scanner: LogSearchScanner) {
        place = scanner.found
        file = scanner.place
        if file == nil { add(.bad, "the log has no event") }
        checks += VerifiedCheck.ends(of: scanner.found)
    }

    /// Takes the GTIDs of a place, and tells where they are not all that stands before it.
    mutating func tellGTIDs(of place: PlaceInLog) {
        let neighbours = [place.before, place.after].compactMap { $0 }
        guard neighbours.isEmpty || neighbours.contains(where: { $0.identity != nil }) else {
            add(.unknown, "the transactions around the place have no GTIDs: it cannot be told by them")
            return
        }
        executed = place.executed
        if place.executed == nil { add(.unknown, "the log does not tell what was written before its file by GTIDs") }
        if place.anonymousCount > 0, place.executed != nil {
            add(
                .warning,
                "\(place.anonymousCount) transactions before the place in its file have no GTID: the GTIDs do not tell them"
            )
        }
    }

    /// Judges whether one place stands for GTIDs.
    mutating func judge(_ scanner: LogSearchScanner, _ gtids: ExecutedGTIDs, isLive: Bool) {
        let reached = scanner.found.executed
        if scanner.aheadCount > 0, let after = scanner.found.after {
            add(
                .bad,
                "no one place stands for the GTIDs: \(after.gtid ?? "the next transaction") is not among them, and "
                    + "\(scanner.aheadCount) transactions behind it are",
                advice: "begin by GTIDs; by file, those would be applied twice"
            )
            return
        }
        if let reached, !gtids.isWithin(reached), scanner.found.after == nil || !isLive {
            add(
                .warning,
                "the log ends before all the GTIDs: it lacks \(gtids.lacking(reached))",
                advice: "they are not written yet, or were made elsewhere"
            )
        }
        add(
            .good,
            scanner.found.after == nil
                ? "everything that is in the log is among the GTIDs: the place is its end"
                : "everything before the place is among the GTIDs, and nothing behind it"
        )
    }
}

extension ExecutedGTIDs {
    /// Whether all of them are among others; false where they are of another family.
    func isWithin(_ other: ExecutedGTIDs) -> Bool {
        switch (self, other) {
        case (.mysql(let set), .mysql(let other)): set.isSubset(of: other)
        case (.mariaDB(let position), .mariaDB(let other)):
            position.gtids.allSatisfy { (other.gtid(of: $0.domain)?.sequence ?? 0) >= $0.sequence }
        default: false
        }
    }

    /// What of them is not among others, as text.
    func lacking(_ other: ExecutedGTIDs) -> String {
        switch (self, other) {
        case (.mysql(let set), .mysql(let other)): "\(set.subtracting(other))"
        case (.mariaDB(let position), .mariaDB(let other)):
            position.gtids.filter { (other.gtid(of: $0.domain)?.sequence ?? 0) < $0.sequence }
                .map { "\($0)" }.joined(separator: ",")
        default: "\(self)"
        }
    }
}
