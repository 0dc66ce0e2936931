// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLTypes

/// Rows of a statement, held back until its last event: in pieces, so that nothing is moved when there are more.
struct HeldRows {
    /// Where rows are appended; ``settle()`` is to be called now and then.
    var text = TextWriter()
    /// Pieces that are full, and what they hold.
    private var full: [TextWriter] = []
    private var fullCount = 0
    /// Pieces that were written.
    private var spare: [TextWriter] = []

    /// From so many bytes on a piece is full.
    private static let pieceSize = 1 << 18
    /// Pieces that are kept for the next statement, whatever its size.
    private static let keptPieces = 8

    /// Bytes of all pieces.
    var count: Int { fullCount + text.count }

    /// Begins another piece where the last is full.
    mutating func settle() {
        guard text.count >= HeldRows.pieceSize else { return }
        var next = spare.popLast() ?? TextWriter(capacity: HeldRows.pieceSize + 1 << 15)
        swap(&next, &text)
        fullCount += next.count
        full.append(next)
    }

    /// Writes everything; `keepsRoom` where as much is to come.
    mutating func release(to output: inout OutputStream, keepsRoom: Bool) throws(OutputError) {
        for index in full.indices { try output.write(full[index]) }
        output.text.append(text)
        text.removeAll()
        fullCount = 0
        for index in full.indices { full[index].removeAll() }
        spare.append(contentsOf: full)
        full.removeAll(keepingCapacity: true)
        if !keepsRoom, spare.count > HeldRows.keptPieces { spare.removeLast(spare.count - HeldRows.keptPieces) }
    }
}
