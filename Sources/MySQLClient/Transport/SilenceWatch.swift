// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Measures how long nothing comes, with one timer for many waits: setting one for each costs more than what comes.
///
/// The timer runs on where a wait ends early, and finds out when it fires how much time is left.
package struct SilenceWatch: Sendable {
    /// What becomes of a timer that fired.
    package enum Outcome: Sendable, Hashable {
        /// Nothing came for as long as was allowed.
        case over
        /// The wait under way began later: the timer is set again.
        case again(in: TimeAmount)
        /// Nobody waits.
        case nothing
    }

    private var began = NIODeadline.distantPast
    private var limit = TimeAmount.zero
    /// When the timer fires; nil where there is none.
    private var due: NIODeadline?

    /// Watches nothing yet.
    package init() {}

    /// A wait begins; gives the time to set a timer for, nil where one runs that fires early enough.
    package mutating func begin(at now: NIODeadline, limit: TimeAmount) -> TimeAmount? {
        began = now
        self.limit = limit
        if let due, due <= now + limit { return nil }
        due = now + limit
        return limit
    }

    /// The timer fired.
    package mutating func fired(at now: NIODeadline, isWaiting: Bool) -> Outcome {
        due = nil
        guard isWaiting else { return .nothing }
        let end = began + limit
        guard end > now else { return .over }
        due = end
        return .again(in: end - now)
    }
}
