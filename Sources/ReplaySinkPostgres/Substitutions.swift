// SPDX-License-Identifier: Apache-2.0

/// How often values were replaced because the target has no such values.
public struct Substitutions: Sendable, Hashable {
    /// Dates that became NULL.
    public var zeroDates = 0
    /// Characters U+0000 that were left out.
    public var nulBytes = 0

    /// Takes both counts.
    public init(zeroDates: Int = 0, nulBytes: Int = 0) {
        self.zeroDates = zeroDates
        self.nulBytes = nulBytes
    }
}
