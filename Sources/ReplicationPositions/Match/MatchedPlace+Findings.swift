// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes

extension MatchedPlace {
    /// Takes what was decided, and tells what it rests on.
    mutating func take(_ decision: MatchDecision, _ found: [ComparedTransaction]) {
        switch decision {
        case .behind(let index): take(behind: found[index], before: index + 1 < found.count ? found[index + 1] : nil)
        case .before(let index): take(behind: index > 0 ? found[index - 1] : nil, before: found[index])
        case .otherOrder(let last, let first):
            result.add(
                .bad,
                "the order differs: \(MatchedPlace.name(found[first])), from behind the place, comes before "
                    + "\(MatchedPlace.name(found[last])), from before it",
                advice: "a parallel applier committed them so; choose another place, a quiet one, and look again"
            )
        case .notReached:
            result.add(
                .bad,
                "the other log does not have what stands before the place, nor anything from behind it; the last that it has is "
                    + (found.last.map { MatchedPlace.name($0) } ?? "nothing"),
                advice: "has that server come so far yet? does it log what it replicates (log_replica_updates)?"
            )
        case .beginsLater:
            result.add(
                .bad,
                "the other log begins later: it has nothing from before the place, nor "
                    + (after.lacking.first.map { MatchedPlace.name($0) } ?? "what stands right behind it")
                    + "; the first that it has is "
                    + (found.first.map { MatchedPlace.name($0) } ?? "nothing"),
                advice: "what is between them is purged there, was filtered, or is the first server's own: "
                    + "whoever began there would never get it"
            )
        case .nothing:
            result.add(
                .bad,
                "no transaction from around the place was found again",
                advice:
                    "does that server replicate from there, and log it (log_replica_updates)? is its log still there?"
            )
        case .ambiguous:
            result.add(
                .bad,
                "several places would do: the same changes were made more than once within one second around it",
                advice: "choose another place, between transactions that differ, and look again"
            )
        }
        guard result.file != nil else { return }
        tellEvidence()
    }

    private mutating func take(behind: ComparedTransaction?, before: ComparedTransaction?) {
        var place = PlaceInLog(standing: .betweenTransactions)
        place.before = behind?.transaction
        place.after = before?.transaction
        place.executed = behind?.executed
        result.place = place
        if let behind {
            result.file = BinlogFilePosition(file: behind.transaction.file, offset: behind.transaction.end)
        } else if let before {
            result.file = BinlogFilePosition(file: before.transaction.file, offset: before.transaction.begin)
        }
        if behind?.transaction.identity != nil { result.executed = place.executed }
    }

    private mutating func tellEvidence() {
        let total = before.found + after.found
        result.add(
            total > 1 ? .good : .warning,
            "\(before.found) of \(before.compared) transactions before the place and \(after.found) of \(after.compared) "
                + "behind it were found again, by origin, time and content",
            advice: total > 1 ? nil : "one transaction is little evidence: look at it yourself"
        )
        if let lacking = before.lacking.last {
            result.add(
                .warning,
                "the other log lacks \(before.compared - before.found) transactions from before the place, such as "
                    + MatchedPlace.name(lacking),
                advice: "they were filtered, are older than the log, or are the first server's own"
            )
        }
        if let lacking = after.lacking.first, after.found > 0 {
            result.add(
                .warning,
                "the other log lacks \(after.compared - after.found) transactions from behind the place, such as "
                    + MatchedPlace.name(lacking),
                advice: "they were filtered, are not replicated yet, or are the first server's own"
            )
        }
        if after.compared > 0, after.found == 0 {
            result.add(.warning, "nothing from behind the place is in the other log yet")
        }
        if otherCount > 0, let other = others.first {
            result.add(
                .warning,
                "the other log has \(otherCount) transactions in between that the first has not near the place, such as "
                    + MatchedPlace.name(other),
                advice: "whoever replicates from there gets them too"
            )
        }
    }

    private static func name(_ compared: ComparedTransaction) -> String { name(compared.transaction) }

    private static func name(_ transaction: SeenTransaction) -> String {
        "\(transaction.file):\(transaction.begin)" + (transaction.gtid.map { " (\($0))" } ?? "")
            + (transaction.tables.first.map { " of \($0)" } ?? transaction.statement.map { ", \($0)" } ?? "")
    }
}
