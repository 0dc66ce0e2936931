// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes
import MySQLWire

/// Gives whole transactions, each with what becomes of it told before its events.
///
/// ```swift
/// var assembler = TransactionAssembler()
/// while let transaction = try assembler.next(from: &stream) {
///     guard transaction.kind == .changes else { continue }
///     while let event = try assembler.nextEvent(from: &stream) {
///         if case .rows(let rows) = event.body { print(rows.table.table) }
///     }
/// }
/// ```
///
/// - Events are handed over as they stand in the stream, without copies. The GTID event and a TRANSACTION_PAYLOAD are not:
///   ``Transaction`` tells the first, and the events in the second follow.
/// - XA: the changes of a prepared transaction are held, in memory and beyond ``Options/branchMemory`` in temporary files,
///   and come with their `XA COMMIT`, in its place. Events of the groups are those of `XA PREPARE`'s.
/// - `ROLLBACK TO` a savepoint: what it made void is left out. The log does not tell which tables have no transactions, so
///   changes of such tables are left out with the others, though they were made.
/// - `ROLLBACK`: see ``Transaction/Kind/rolledBack`` and ``Options/showsRolledBack``.
public struct TransactionAssembler: ~Copyable {
    /// What is held, and what is accepted.
    public struct Options: Sendable {
        /// Bytes of prepared XA transactions, all together, that stay in memory.
        public var branchMemory = 16 << 20
        /// How many prepared XA transactions are held at the most.
        public var branchLimit = 10_000
        /// Whether `XA COMMIT` of a transaction whose changes were not seen is told as ``Transaction/Kind/branchUnknown``, instead
        /// of being an error.
        public var acceptsUnknownBranches = false
        /// Whether the events of transactions that were rolled back are handed over.
        public var showsRolledBack = false
        /// The folder for what is not held in memory; nil takes that of `TMPDIR`.
        public var folder: String?
        /// How held events are read.
        public var decoder = BinlogDecoder.Options()

        /// Takes no branch on trust and shows nothing that was rolled back.
        public init() {}
    }

    /// Where the events of the transaction under way come from.
    private enum Mode {
        /// There are none, or none is left.
        case none
        /// From the source; `isPending` where the one at hand was not handed over yet.
        case passing(isPending: Bool)
        /// From a held group.
        case playing
    }

    /// What is held, and what is accepted.
    public let options: Options
    private var boundary = TransactionBoundary()
    private var mode = Mode.none
    /// Whether the group at hand has events that were not read yet.
    private var isWithin = false
    private var player = HeldGroupPlayer()
    private var branches = BranchStore()
    /// The branches that were held at the place where reading began, until they have come again.
    private let known: HeldBranches
    private let reached: BinlogFilePosition?

    /// Begins at a place of the stream.
    ///
    /// - Parameters:
    ///   - options: what is held, and what is accepted.
    ///   - known: the branches held at the place that was reached before; they come again and are not told twice.
    ///   - reached: that place, where the stream begins before it; what ends up to there is left out, but for `known`.
    public init(options: Options = Options(), known: HeldBranches = HeldBranches(), reached: BinlogFilePosition? = nil)
    {
        self.options = options
        self.known = known
        self.reached = reached
    }

    /// The XA transactions that are prepared and neither committed nor rolled back, the oldest first.
    public var heldBranches: HeldBranches { branches.held }

    /// Bytes of prepared XA transactions in memory.
    public var branchMemoryByteCount: Int { branches.memoryByteCount }

    /// The next transaction; nil where the source has no more for now.
    ///
    /// What is left of the transaction before is passed over.
    ///
    /// - Throws: ``ReplicationError``: what the source throws; ``ReplicationError/Code/positionInvalid`` for an `XA COMMIT` of
    ///   what was prepared before the place where reading began; ``ReplicationError/Code/limitExceeded`` for more branches
    ///   than ``Options/branchLimit``; ``ReplicationError/Code/storage`` where a temporary file is refused.
    public mutating func next<Source: GroupedEvents & ~Copyable>(
        from source: inout Source
    ) throws(ReplicationError) -> Transaction? {
        try finish(&source)
        while try step(&source) {
            guard let group = source.group else {
                // What belongs to no group tells nothing of transactions, but that the source lost some.
                guard try source.event().header.type == .incident else { continue }
                throw try incident(source.event())
            }
            var transaction = Transaction(group, try source.event())
            if try begin(&transaction, group, &source) { return transaction }
            try finish(&source)
        }
        return nil
    }

    /// The next event of the transaction; nil behind the last.
    @_lifetime(&self, &source)
    public mutating func nextEvent<Source: GroupedEvents & ~Copyable>(
        from source: inout Source
    ) throws(ReplicationError) -> BinlogEvent? {
        switch mode {
        case .none: return nil
        case .playing:
            guard try player.advance() else {
                player = HeldGroupPlayer()
                mode = .none
                return nil
            }
            return try player.event()
        case .passing(let isPending):
            if isPending {
                mode = .passing(isPending: false)
            } else {
                guard isWithin, try step(&source) else {
                    mode = .none
                    return nil
                }
                try check(source)
            }
            return try source.event()
        }
    }

    /// Goes to the next event of the source, and follows the groups.
    private mutating func step<Source: GroupedEvents & ~Copyable>(
        _ source: inout Source
    ) throws(ReplicationError) -> Bool {
        guard try source.advance() else { return false }
        let step = boundary.accept(try source.event())
        isWithin = boundary.isOpen
        // Heartbeats and the like may stand within a group.
        if step == .outside, isWithin { return try self.step(&source) }
        return true
    }

    /// Passes over what is left of the group at hand.
    private mutating func finish<Source: GroupedEvents & ~Copyable>(_ source: inout Source) throws(ReplicationError) {
        if case .playing = mode { player = HeldGroupPlayer() }
        mode = .none
        while isWithin, try step(&source) {}
    }

    /// Refuses what compressed transactions never hold, since its meaning is known only now.
    private func check<Source: GroupedEvents & ~Copyable>(_ source: borrowing Source) throws(ReplicationError) {
        guard let group = source.group, group.ending == .payload else { return }
        guard !boundary.rollsBackToSavepoint, boundary.ending != .rollback, boundary.ending != .xaPrepare else {
            throw ReplicationError(
                .decoding,
                "a compressed transaction is rolled back within, which servers do not write",
                advice: "please report it; binlog_transaction_compression=OFF on the source avoids it",
                at: group.beginPosition
            )
        }
    }

    private func incident(_ event: borrowing BinlogEvent) -> ReplicationError {
        var message = "the source lost changes, which are not in its log"
        if case .incident(let incident) = event.body { message += ": " + String(repairing: incident.message) }
        return ReplicationError(.positionLost, message, advice: "copy the data anew, and go on behind this place")
    }
}

extension TransactionAssembler {
    /// Finds out what the group at hand is; false where it is left out.
    private mutating func begin<Source: GroupedEvents & ~Copyable>(
        _ transaction: inout Transaction,
        _ group: EventGroup,
        _ source: inout Source
    ) throws(ReplicationError) -> Bool {
        let isOld = reached.map { group.endPosition == $0 || group.endPosition.precedes($0) == true } ?? false
        if isOld, group.ending != .xaPrepare, group.ending != .payload, group.ending != .xaCommit,
            group.ending != .xaRollback, group.ending != .statement
        {
            return false
        }
        // The GTID is told by the transaction, and a payload by the events in it.
        while isWithin, try source.event().isGroupHead {
            guard try step(&source) else { return false }
        }
        let (control, identifier) = try source.event().completion
        if let control { return try complete(control, identifier, &transaction, isOld: isOld) }
        let isXA = try source.event().beginsXA
        if group.ending == .xaPrepare || (group.ending == .payload && isXA) {
            return try hold(&transaction, group, &source, isOld: isOld)
        }
        guard !isOld else { return false }
        switch group.ending {
        case .rollback, .xaRollback:
            transaction.kind = .rolledBack
            if options.showsRolledBack { mode = .passing(isPending: true) }
        case .statement, .incident:
            transaction.kind = group.ending == .incident ? .incident : .statement
            mode = .passing(isPending: true)
        default:
            mode = .passing(isPending: true)
            if group.rollsBackToSavepoint { try play(read(&source).group) }
        }
        return true
    }

    /// Commits or rolls back what was prepared before.
    private mutating func complete(
        _ control: TransactionControl,
        _ identifier: XAIdentifier?,
        _ transaction: inout Transaction,
        isOld: Bool
    ) throws(ReplicationError) -> Bool {
        guard let identifier else {
            throw ReplicationError(
                .decoding,
                "an XA statement does not name its transaction",
                advice: "please report it",
                at: transaction.begin
            )
        }
        let branch = branches.remove(identifier)
        guard !isOld else { return false }
        transaction.branch =
            branch?.held
            ?? HeldBranch(
                identifier: identifier,
                gtid: transaction.gtid,
                position: transaction.begin,
                since: transaction.timestamp
            )
        guard control == .xaCommit else {
            // What was not seen needs no rolling back.
            transaction.kind = .branchRolledBack
            return true
        }
        if let branch {
            try play(branch.group)
        } else if options.acceptsUnknownBranches {
            transaction.kind = .branchUnknown
        } else {
            throw ReplicationError(
                .positionInvalid,
                "XA COMMIT \(identifier) commits what was prepared before the place where reading began: its changes are not known",
                advice:
                    "begin before its XA PREPARE, or accept unknown XA transactions and copy their changes otherwise",
                at: transaction.begin
            )
        }
        return true
    }

    /// Holds a prepared transaction; one that is committed in the same step is handed over.
    private mutating func hold<Source: GroupedEvents & ~Copyable>(
        _ transaction: inout Transaction,
        _ group: EventGroup,
        _ source: inout Source,
        isOld: Bool
    ) throws(ReplicationError) -> Bool {
        let (held, identifier, onePhase) = try read(&source)
        guard !onePhase else {
            guard !isOld else { return false }
            try play(held)
            return true
        }
        guard let identifier else {
            throw ReplicationError(
                .decoding,
                "an XA transaction was prepared without a name",
                advice: "please report it",
                at: group.beginPosition
            )
        }
        let branch = HeldBranch(
            identifier: identifier,
            gtid: group.gtid,
            position: group.beginPosition,
            since: transaction.timestamp
        )
        let isKnown = known.contains(branch)
        // What was completed before the place that was reached is no longer of interest.
        if isOld, !isKnown { return false }
        guard branches.count < options.branchLimit || branches.contains(identifier) else {
            throw ReplicationError(
                .limitExceeded,
                "more than \(options.branchLimit) XA transactions are prepared and not completed",
                advice: "complete them on the source (XA RECOVER shows them), or raise branchLimit",
                at: group.beginPosition
            )
        }
        // One that does not fit in memory leaves nothing there.
        if held.spool.isSpilled { try held.spool.spill() }
        branches.insert(branch, held)
        transaction.kind = .prepared
        transaction.branch = branch
        return !isKnown
    }

    /// Reads the group at hand to its end, and holds it.
    private mutating func read<Source: GroupedEvents & ~Copyable>(
        _ source: inout Source
    ) throws(ReplicationError) -> (group: HeldGroup, identifier: XAIdentifier?, onePhase: Bool) {
        guard let format = source.format else {
            throw ReplicationError(.usage, "the source has no format description", advice: "please report it")
        }
        let isInner = try source.event().isInner
        let memory = max(0, options.branchMemory - branches.memoryByteCount)
        let spool = EventSpool(memory: memory, folder: options.folder)
        var held = HeldGroup(spool, format: format, holdsInnerEvents: isInner)
        var prepared: (identifier: XAIdentifier?, onePhase: Bool) = (nil, false)
        while true {
            if let found = try held.take(try source.event()) { prepared = found }
            guard isWithin, try step(&source) else { return (held, prepared.identifier, prepared.onePhase) }
        }
    }

    private mutating func play(_ group: HeldGroup) throws(ReplicationError) {
        player = try HeldGroupPlayer(group, options: options.decoder)
        mode = .playing
    }
}
