// SPDX-License-Identifier: Apache-2.0

public import MySQLProtocol

/// What a server tells at the end of an answer.
public struct ExecutionSummary: Sendable, Hashable {
    /// Rows that were changed; 0 where rows were selected.
    public var affectedRows: UInt64
    /// The first number that AUTO_INCREMENT gave; 0 where it gave none.
    public var lastInsertID: UInt64
    /// How many warnings `SHOW WARNINGS` would list.
    public var warningCount: Int
    /// The state of the session.
    public var status: StatusFlags
    /// The server's words, such as `Rows matched: 1  Changed: 0  Warnings: 0`; empty where it has none.
    public var message: String
    /// How many rows came and were dropped.
    public var droppedRows: Int

    /// Takes every field.
    public init(
        affectedRows: UInt64,
        lastInsertID: UInt64,
        warningCount: Int,
        status: StatusFlags,
        message: String,
        droppedRows: Int
    ) {
        self.affectedRows = affectedRows
        self.lastInsertID = lastInsertID
        self.warningCount = warningCount
        self.status = status
        self.message = message
        self.droppedRows = droppedRows
    }

    /// Reads what an OK packet says.
    package init(_ packet: OKPacket, droppedRows: Int = 0) {
        self.init(
            affectedRows: packet.affectedRows,
            lastInsertID: packet.lastInsertID,
            warningCount: Int(packet.warningCount),
            status: packet.status,
            message: packet.message.map { String(decoding: $0, as: UTF8.self) } ?? "",
            droppedRows: droppedRows
        )
    }
}
