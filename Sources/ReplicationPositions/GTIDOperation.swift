// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// Arithmetic of GTIDs, of either family.
///
/// MySQL's are sets. MariaDB's are positions, one transaction for each domain, which stand for it and all before it in that
/// domain; they are compared by their numbers, which holds where the servers run with `gtid_strict_mode`.
///
/// ```swift
/// let missing = try GTIDOperation.subtract.result(of: source, and: replica)
/// ```
public enum GTIDOperation: String, Sendable, Hashable, CaseIterable {
    /// What the first has and the second has not.
    case subtract
    /// What either has.
    case union
    /// What both have.
    case intersect

    /// Applies the operation.
    ///
    /// - Parameters:
    ///   - left: The first operand.
    ///   - right: The second one.
    /// - Returns: What the operation makes of them.
    /// - Throws: ``GTIDOperationError`` where the two are of different families, or MariaDB's have parted.
    public func result(
        of left: ExecutedGTIDs,
        and right: ExecutedGTIDs
    ) throws(GTIDOperationError) -> ExecutedGTIDs {
        switch (left, right) {
        case (.mysql(let left), .mysql(let right)):
            switch self {
            case .subtract: return .mysql(left.subtracting(right))
            case .union: return .mysql(left.union(right))
            case .intersect: return .mysql(left.intersection(right))
            }
        case (.mariaDB(let left), .mariaDB(let right)): return .mariaDB(try result(left, right))
        default: throw GTIDOperationError.differentFamilies(left, right)
        }
    }

    private func result(
        _ left: MariaDBGTIDPosition,
        _ right: MariaDBGTIDPosition
    ) throws(GTIDOperationError) -> MariaDBGTIDPosition {
        var result = self == .union ? right : MariaDBGTIDPosition()
        for gtid in left.gtids {
            guard let other = right.gtid(of: gtid.domain) else {
                if self != .intersect { result.advance(to: gtid) }
                continue
            }
            let isAhead = try GTIDOperation.isAhead(gtid, other)
            switch self {
            case .subtract: if isAhead { result.advance(to: gtid) }
            case .union: result.advance(to: isAhead ? gtid : other)
            case .intersect: result.advance(to: isAhead ? other : gtid)
            }
        }
        return result
    }

    /// Whether the first has all transactions of the second.
    ///
    /// - Parameters:
    ///   - left: What may have them.
    ///   - right: What is looked for.
    /// - Returns: Whether nothing is missing.
    /// - Throws: ``GTIDOperationError`` where the two are of different families, or MariaDB's have parted.
    public static func contains(_ left: ExecutedGTIDs, _ right: ExecutedGTIDs) throws(GTIDOperationError) -> Bool {
        switch (left, right) {
        case (.mysql(let left), .mysql(let right)): return right.isSubset(of: left)
        case (.mariaDB(let left), .mariaDB(let right)):
            for gtid in right.gtids {
                guard let mine = left.gtid(of: gtid.domain), try !isAhead(gtid, mine) else { return false }
            }
            return true
        default: throw GTIDOperationError.differentFamilies(left, right)
        }
    }

    /// How many transactions there are: of MySQL exactly, of MariaDB at most, since numbers may be left out there.
    ///
    /// `UInt64.max` where there are more.
    public static func count(_ gtids: ExecutedGTIDs) -> UInt64 {
        switch gtids {
        case .mysql(let set): return set.transactionCount
        case .mariaDB(let position): return position.gtids.reduce(0) { sum($0, $1.sequence) }
        }
    }

    /// How many transactions the first has and the second has not, told as ``count(_:)`` does.
    ///
    /// - Parameters:
    ///   - left: What has them.
    ///   - right: What has not.
    /// - Returns: The number; `UInt64.max` where there are more.
    /// - Throws: ``GTIDOperationError`` where the two are of different families, or MariaDB's have parted.
    public static func count(
        _ left: ExecutedGTIDs,
        without right: ExecutedGTIDs
    ) throws(GTIDOperationError) -> UInt64 {
        guard case .mariaDB(let mine) = left, case .mariaDB(let theirs) = right else {
            return count(try subtract.result(of: left, and: right))
        }
        var total: UInt64 = 0
        for gtid in mine.gtids {
            guard let other = theirs.gtid(of: gtid.domain) else {
                total = sum(total, gtid.sequence)
                continue
            }
            if try isAhead(gtid, other) { total = sum(total, gtid.sequence - other.sequence) }
        }
        return total
    }

    /// Whether the first comes behind the second of the same domain.
    private static func isAhead(_ left: MariaDBGTID, _ right: MariaDBGTID) throws(GTIDOperationError) -> Bool {
        guard left.sequence != right.sequence || left.server == right.server else {
            throw GTIDOperationError.parted(left, right)
        }
        return left.sequence > right.sequence
    }

    private static func sum(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}

/// Why GTIDs cannot be compared.
public enum GTIDOperationError: Error, Sendable, Hashable {
    /// One is MySQL's, the other MariaDB's.
    case differentFamilies(ExecutedGTIDs, ExecutedGTIDs)
    /// Two servers of MariaDB gave one number of a domain to different transactions.
    case parted(MariaDBGTID, MariaDBGTID)
}

extension GTIDOperationError: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .differentFamilies(let left, let right):
            "'\(left)' is \(left.flavour)'s and '\(right)' is \(right.flavour)'s: neither server knows the "
                + "other's GTIDs; compare by file and offset"
        case .parted(let left, let right):
            "\(left) and \(right) are different transactions with one number: the servers have parted; compare their logs"
        }
    }
}
