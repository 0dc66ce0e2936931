// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore

/// The answers to one command, from its first packet to its last.
///
/// Lives on the event loop, as does the connection that owns it.
final class Conversation {
    /// Where the answers stand.
    enum Place {
        /// The head of an answer comes next.
        case head
        /// Rows come next.
        case rows
        /// An answer is over, and another follows.
        case between
        /// Everything is over.
        case over
    }

    /// What one packet did.
    enum Step {
        /// More is needed.
        case more
        /// The packet is a row.
        case row
        /// The head of an answer is complete, or an answer is over: ``place`` says what comes next.
        case moved
        /// Send an empty packet.
        case refuseFile
        /// The command failed, and is over.
        case failed(ErrorPacket)
        /// The peer broke the protocol.
        case violated(ProtocolViolation)
    }

    private var machine: ResultMachine
    private let format: MySQLCell.Format
    /// The number by which rows know the answer that they belong to.
    var ticket: UInt64
    /// The text of the statement, for errors.
    let statement: String?
    /// Closes the socket if all of this takes too long.
    let deadline: Scheduled<Void>?
    /// Where the answers stand.
    private(set) var place = Place.head
    /// What the rows of this answer have in common.
    private(set) var shape = RowShape(columns: [], format: .text)
    /// What the server said at the end of the last answer.
    private(set) var end = OKPacket()
    /// How many rows of this answer have come.
    var rowCount = 0
    /// The file that the server asked for.
    private(set) var refusedFile: String?
    /// What went wrong behind rows that are still to be handed over.
    var failure: MySQLError?

    init(_ machine: consuming ResultMachine, format: MySQLCell.Format, statement: String?, deadline: Scheduled<Void>?) {
        self.machine = machine
        self.format = format
        self.statement = statement
        self.deadline = deadline
        ticket = 0
    }

    /// Takes one packet.
    func received(_ payload: Span<UInt8>) -> Step {
        switch machine.received(payload) {
        case .wait, .progress: return .more
        case .row: return .row
        case .columns(let columns):
            shape = RowShape(columns: columns, format: format)
            rowCount = 0
            place = .rows
            return .moved
        case .finished(let ok):
            if place == .head {
                shape = RowShape(columns: [], format: format)
                rowCount = 0
            }
            end = ok
            place = machine.isOver ? .over : .between
            return .moved
        case .cursorOpened:
            place = .over
            return .violated(ProtocolViolation(.unexpectedPacket(firstByte: 0), in: "cursor that was not asked for"))
        case .refuseFile(let name):
            refusedFile = name
            return .refuseFile
        case .failed(let error):
            place = .over
            return .failed(error)
        case .violated(let violation):
            place = .over
            return .violated(violation)
        }
    }

    /// The next answer's head is what comes next.
    func beginNextAnswer(ticket: UInt64) {
        place = .head
        self.ticket = ticket
    }
}
