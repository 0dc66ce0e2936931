// SPDX-License-Identifier: Apache-2.0

/// Counts the bytes that were received and not yet used, and says when the socket must wait.
package struct ReadBudget: Sendable, Hashable {
    /// The bytes from which on nothing more is read.
    package let limit: Int
    /// The bytes that were received and not yet used.
    package private(set) var outstanding = 0

    /// Begins with nothing outstanding; a limit below 1 counts as 1.
    package init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// Whether the socket must wait.
    package var isExceeded: Bool { outstanding >= limit }

    /// Counts bytes that were received.
    package mutating func received(_ byteCount: Int) {
        outstanding += byteCount
    }

    /// Counts bytes that are used up.
    package mutating func released(_ byteCount: Int) {
        outstanding = max(0, outstanding - byteCount)
    }
}
