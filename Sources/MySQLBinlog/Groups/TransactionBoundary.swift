// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// Follows where groups of events begin and end: transactions, and statements that stand alone.
///
/// ```swift
/// var boundary = TransactionBoundary()
/// while let event = try reader.next() {
///     if boundary.accept(event).endsGroup { print(boundary.gtid?.description ?? "anonymous", boundary.ending!) }
/// }
/// ```
///
/// A group is what a server writes in one go: GTID to XID, COMMIT or ROLLBACK; GTID and one statement; BEGIN to COMMIT
/// where the server has no GTIDs; a statement with the variables before it. Only behind a group may reading begin again,
/// and only then does its GTID count as seen.
///
/// Source: MySQL 9.7, `sql/rpl_trx_boundary_parser.cc`; MariaDB 11.8, `sql/log_event.cc`, `Gtid_log_event`.
public struct TransactionBoundary: Sendable {
    /// Where an event stands.
    public enum Step: Sendable, Hashable {
        /// It begins a group.
        case begin
        /// It stands within one.
        case inside
        /// It ends one.
        case end
        /// It is a group of its own.
        case alone
        /// It belongs to no group: the log or the stream speaks of itself.
        case outside

        /// Whether a group is complete with this event.
        public var endsGroup: Bool { self == .end || self == .alone }
        /// Whether a group begins with this event.
        public var beginsGroup: Bool { self == .begin || self == .alone }
    }

    @usableFromInline
    enum State: Sendable {
        case none
        /// A GTID came; one statement ends the group unless it is BEGIN.
        case single
        /// Variables or rows came without GTID; the statement that follows, or the rows' end, ends the group.
        case context
        /// BEGIN came, or a GTID that stands for it.
        case block
    }

    @usableFromInline var state = State.none
    /// The GTID of the group that the last event belongs to; nil where it has none.
    public private(set) var gtid: TransactionIdentity?
    /// What ended the group, where the last event did.
    public var ending: GroupEnding? { lastEnding }
    /// Whether the last event shows that the group open before it is never completed: its server was killed.
    public var hasBrokenOff: Bool { breaksOff }
    @usableFromInline var lastEnding: GroupEnding?
    @usableFromInline var breaksOff = false
    /// Whether a `ROLLBACK TO` of a savepoint stands in the group, so that changes in it are void.
    public private(set) var rollsBackToSavepoint = false

    /// No group is open.
    public init() {}

    /// Whether a group is open behind the last event.
    public var isOpen: Bool { state != .none }

    /// Whether the open group ends with a rows event that ends its statement.
    var endsWithRows: Bool { state == .context }

    /// Takes the next event, those inside a TRANSACTION_PAYLOAD too.
    @inlinable
    @inline(__always)
    public mutating func accept(_ event: borrowing BinlogEvent) -> Step {
        let hasRows = event.accepted[0].hasRows || event.header.type == .tableMap
        guard hasRows, state == .block || state == .single else { return acceptOther(event) }
        // The most frequent ones, which change nothing.
        breaksOff = false
        lastEnding = nil
        return .inside
    }

    /// Takes an event that may change what is open.
    @usableFromInline
    mutating func acceptOther(_ event: borrowing BinlogEvent) -> Step {
        let type = event.header.type
        if let signal = GroupSignal(type) { return accept(signal) }
        var gtid: TransactionIdentity?
        let signal = TransactionBoundary.signal(of: event, gtid: &gtid)
        return accept(signal, gtid: gtid)
    }

    /// What an event means whose type alone does not tell.
    private static func signal(of event: borrowing BinlogEvent, gtid: inout TransactionIdentity?) -> GroupSignal {
        switch event.header.type {
        case .query, .gtid, .anonymousGTID, .mariaDBGTID, .taggedGTID, .xaPrepare:
            var body = WireReader(event.bodyBytes)
            do throws(WireError) {
                let length = event.postHeaderLength
                return try GroupSignal(event.header, &body, postHeaderLength: length, gtid: &gtid)
            } catch {
                // The decoder read it before it handed the event over, so that this cannot happen.
                return .content
            }
        case .queryCompressed:
            guard case .query(let query) = event.body else { return .content }
            return GroupSignal(statement: query.sql)
        // The events in a payload follow, and the last of them ends the group.
        case .transactionPayload: return .content
        default: return .rows(endStatement: event.rows?.head.flags.contains(.statementEnd) ?? true)
        }
    }

    /// Takes what the next event means; `gtid` is what an event gives to the group that begins with it.
    mutating func accept(_ signal: GroupSignal, gtid identity: TransactionIdentity? = nil) -> Step {
        breaksOff = false
        lastEnding = nil
        switch signal {
        case .gtid(let isSingle):
            breaksOff = isOpen
            begin(isSingle ? .single : .block)
            gtid = identity
            return .begin
        case .fileBoundary:
            breaksOff = isOpen
            return outside()
        case .upkeep: return isOpen ? .outside : outside()
        case .content: return isOpen ? .inside : outside()
        case .incident:
            if state == .single { return end(.incident) }
            return isOpen ? .inside : outside()
        case .context:
            guard state == .none else { return .inside }
            return begin(.context)
        case .rows(let endStatement):
            if state == .none, !endStatement { return begin(.context) }
            return endStatement && (state == .none || state == .context) ? end(.rows) : .inside
        case .statement(let begins): return acceptStatement(begins: begins)
        case .xid: return end(.commit)
        case .payload: return end(.payload)
        case .xaPrepare(let onePhase): return end(onePhase ? .xaOnePhase : .xaPrepare)
        case .control(let control): return accept(control)
        }
    }

    private mutating func acceptStatement(begins: Bool) -> Step {
        switch state {
        case .block: return .inside
        case .none where begins: return begin(.block)
        case .single where begins, .context where begins:
            state = .block
            return .inside
        default: return end(.statement)
        }
    }

    private mutating func accept(_ control: TransactionControl) -> Step {
        switch control {
        case .begin, .xaBlock:
            guard isOpen else { return begin(.block) }
            state = .block
            return .inside
        case .savepoint: return isOpen ? .inside : outside()
        case .rollbackToSavepoint:
            guard isOpen else { return outside() }
            rollsBackToSavepoint = true
            return .inside
        case .commit: return end(.commit)
        case .rollback: return end(.rollback)
        case .xaPrepare: return end(.xaPrepare)
        case .xaCommit: return end(.xaCommit)
        case .xaRollback: return end(.xaRollback)
        }
    }

    @discardableResult
    private mutating func begin(_ new: State) -> Step {
        state = new
        gtid = nil
        rollsBackToSavepoint = false
        return .begin
    }

    private mutating func end(_ how: GroupEnding) -> Step {
        defer { state = .none }
        lastEnding = how
        if isOpen { return .end }
        gtid = nil
        rollsBackToSavepoint = false
        return .alone
    }

    private mutating func outside() -> Step {
        state = .none
        gtid = nil
        rollsBackToSavepoint = false
        return .outside
    }
}

extension MariaDBGTIDEvent {
    /// Whether a single statement follows; else the GTID stands for the BEGIN.
    ///
    /// Since `XA COMMIT` may be compressed, its group counts as a single statement, whatever the flag says.
    var isSingle: Bool { !flags.isDisjoint(with: [.standalone, .completedXA]) }
}
