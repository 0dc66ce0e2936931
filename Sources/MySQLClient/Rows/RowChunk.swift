// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLWire

/// Rows that came together in one read.
struct RowChunk: Sendable {
    /// Whether no row follows these.
    let isLast: Bool
    private let batch: PacketBatch
    private let shape: RowShape
    private var position: Int
    private var remaining: Int
    private var index: Int

    /// Takes `count` rows of a batch from `position` on; the first one has the place `index` in its result.
    init(batch: PacketBatch, position: Int, count: Int, index: Int, shape: RowShape, isLast: Bool) {
        self.batch = batch
        self.position = position
        remaining = count
        self.index = index
        self.shape = shape
        self.isLast = isLast
    }

    /// The next row; nil if there is none in this chunk.
    mutating func next() throws(MySQLError) -> MySQLRow? {
        guard remaining > 0, let range = batch.payload(at: &position) else { return nil }
        remaining -= 1
        defer { index += 1 }
        do throws(WireError) {
            return try MySQLRow(batch.slice(range), index: index, shape: shape)
        } catch {
            let violation = ProtocolViolation(.malformed(error), in: "row \(index)")
            throw MySQLError(.protocolViolation, outcome: .ran, detail: "\(violation)", underlying: violation)
        }
    }
}
