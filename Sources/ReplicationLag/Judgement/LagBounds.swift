// SPDX-License-Identifier: Apache-2.0

/// Between which lags the true one lies, in microseconds.
public struct LagBounds: Sendable, Hashable {
    /// It is not less.
    public var least: Int64
    /// It is not more; nil where that is not known, because it began before we looked.
    public var most: Int64?

    /// Takes the bounds.
    public init(least: Int64, most: Int64?) {
        self.least = least
        self.most = most
    }

    /// The middle; the lower bound where there is no upper one.
    public var middle: Int64 {
        guard let most, most > least else { return least }
        return least + (most - least) / 2
    }

    /// `value`, brought between the bounds.
    public func clamp(_ value: Int64) -> Int64 {
        max(least, min(value, most ?? value))
    }
}
