// SPDX-License-Identifier: Apache-2.0

import ReplicationLag

/// Puts samples on the board that `--serve` shows.
final class BoardSink: SampleSink {
    private let board: StatusBoard

    init(_ board: StatusBoard) {
        self.board = board
    }

    func take(_ round: LagRound) {
        board.take(round)
    }

    func end() {}
}
