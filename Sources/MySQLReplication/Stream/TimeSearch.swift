// SPDX-License-Identifier: Apache-2.0

/// Finds the log in which a moment lies, by when each log was begun.
///
/// Logs are begun one after the other, so half of those left fall away with each that is looked at.
package struct TimeSearch: Sendable {
    /// Indices of the logs that may be the one.
    private var range: Range<Int>
    private let time: UInt32

    /// Looks among `count` logs, oldest first, for the last one begun before `time` (seconds since 1970 UTC).
    package init(among count: Int, before time: UInt32) {
        range = 0..<count
        self.time = time
    }

    /// The log whose beginning is asked for; nil where the search is over.
    package var question: Int? {
        range.count > 1 ? range.lowerBound + range.count / 2 : nil
    }

    /// Takes the answer to ``question``: when that log was begun.
    package mutating func answer(begun: UInt32) {
        guard let question else { return }
        range = begun < time ? question..<range.upperBound : range.lowerBound..<question
    }

    /// The log to begin in; nil where there is none at all. The first one, where all were begun later.
    package var result: Int? { range.isEmpty ? nil : range.lowerBound }
}
