// SPDX-License-Identifier: Apache-2.0

/// How often values were put in the place of others because the target has no such values.
public struct Substitutions: Sendable, Hashable {
    /// Dates that became NULL.
    public var zeroDates = 0
    /// Dates that stand in the target as text.
    public var textDates = 0
    /// Characters U+0000 that were left out.
    public var nulBytes = 0

    /// Takes the counts.
    public init(zeroDates: Int = 0, textDates: Int = 0, nulBytes: Int = 0) {
        self.zeroDates = zeroDates
        self.textDates = textDates
        self.nulBytes = nulBytes
    }

    /// Both together.
    public static func + (left: Substitutions, right: Substitutions) -> Substitutions {
        Substitutions(
            zeroDates: left.zeroDates + right.zeroDates,
            textDates: left.textDates + right.textDates,
            nulBytes: left.nulBytes + right.nulBytes
        )
    }

    /// What came since an earlier count.
    public static func - (left: Substitutions, right: Substitutions) -> Substitutions {
        Substitutions(
            zeroDates: left.zeroDates - right.zeroDates,
            textDates: left.textDates - right.textDates,
            nulBytes: left.nulBytes - right.nulBytes
        )
    }
}
