// SPDX-License-Identifier: Apache-2.0

/// What ended a group of events, and so what became of the changes in it.
public enum GroupEnding: Sendable, Hashable {
    /// XID, or the statement `COMMIT` (tables without transactions): the changes are made.
    case commit
    /// The statement `ROLLBACK`: changes of tables with transactions are void, those of other tables are made.
    case rollback
    /// A single statement that is a group of its own, such as DDL.
    case statement
    /// A rows event that ends its statement, without any transaction around it (MySQL 5.1).
    case rows
    /// TRANSACTION_PAYLOAD, where the events in it were not looked at.
    ///
    /// The group ends with the last of them.
    case payload
    /// XA_PREPARE: a later group tells what becomes of the changes.
    case xaPrepare
    /// XA_PREPARE of `XA COMMIT … ONE PHASE`: the changes are made.
    case xaOnePhase
    /// `XA COMMIT`: the changes prepared before are made; in one phase those of this group.
    case xaCommit
    /// `XA ROLLBACK`: the changes prepared before are void.
    case xaRollback
    /// INCIDENT: changes were lost on the source.
    case incident
}
