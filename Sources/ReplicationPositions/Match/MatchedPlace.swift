// SPDX-License-Identifier: Apache-2.0

/// A place of one server's log, found again in another's.
public struct MatchedPlace: Sendable, Hashable {
    /// How much was compared on one side of the place.
    public struct Side: Sendable, Hashable, Encodable {
        /// Transactions that were looked for.
        public var compared = 0
        /// Those that the other log has.
        public var found = 0
        /// Those that it has not: the first of them.
        public var lacking: [SeenTransaction] = []
    }

    /// The place in the log that it was given for.
    public var origin: TranslatedPlace
    /// The same place in the other log.
    public var result: TranslatedPlace
    /// What was compared before the place.
    public var before = Side()
    /// What was compared behind it.
    public var after = Side()
    /// Transactions of the other log in between, which the first has not near the place.
    public var otherCount = 0
    /// The first of them.
    public var others: [SeenTransaction] = []

    /// Whether the place was found, and nothing speaks against it.
    public var isGood: Bool { origin.isGood && result.isGood }
}
