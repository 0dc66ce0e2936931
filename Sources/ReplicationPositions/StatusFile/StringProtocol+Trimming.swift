// SPDX-License-Identifier: Apache-2.0

extension StringProtocol {
    /// The text without white space and line ends around it.
    var trimmingWhiteSpace: SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }
}
