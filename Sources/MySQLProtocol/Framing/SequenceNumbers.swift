// SPDX-License-Identifier: Apache-2.0

/// The numbers that packets of a conversation bear: both sides count on from each other, modulo 256.
package struct SequenceNumbers: Sendable, Hashable {
    /// What the next packet bears, whoever sends it.
    package var next: UInt8
    /// Whether numbers of received packets are looked at.
    ///
    /// Inside compressed frames they are not: servers set them to the frame's number whenever they flush.
    package var areChecked: Bool
    private var restarts = 0

    /// Starts at `next`.
    package init(next: UInt8 = 0, areChecked: Bool = true) {
        self.next = next
        self.areChecked = areChecked
    }

    /// Begins a command: its own packet bears 0.
    package mutating func reset() {
        next = 0
        restarts = 0
    }

    /// Lets one packet to come bear 1, whatever is due: a source does that when it has read an acknowledgement.
    ///
    /// It stands until it is used, as packets may be under way. One is kept for each call, up to 256.
    package mutating func permitRestart() {
        restarts = min(restarts + 1, 256)
    }

    /// The number for a packet that is sent.
    package mutating func take() -> UInt8 {
        defer { next &+= 1 }
        return next
    }

    /// Whether a packet may bear `number`; the count goes on from it if so.
    package mutating func accept(_ number: UInt8) -> Bool {
        if areChecked, number != next {
            guard number == 1, restarts > 0 else { return false }
            restarts -= 1
        }
        next = number &+ 1
        return true
    }
}
