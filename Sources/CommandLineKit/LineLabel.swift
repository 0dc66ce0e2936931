// SPDX-License-Identifier: Apache-2.0

public import MySQLTypes

/// What stands at the beginning of each line where the lines of several sources are mixed.
public struct LineLabel: Sendable, Hashable {
    private let prefix: [UInt8]
    /// Bytes of each line that the prefix replaces.
    private let replaced: Int

    /// The label and two spaces before each line.
    public static func text(_ label: String) -> LineLabel {
        LineLabel(prefix: Array((label + "  ").utf8), replaced: 0)
    }

    /// A field at the beginning of each object; `value` is JSON already.
    public static func field(_ name: String, json value: String) -> LineLabel {
        LineLabel(prefix: Array("{\"\(name)\":\(value),".utf8), replaced: 1)
    }

    /// Appends whole lines, each with the label.
    public func write(_ lines: Span<UInt8>, to text: inout TextWriter) {
        var start = 0
        while start < lines.count {
            var end = start
            while end < lines.count, lines[end] != 0x0a { end += 1 }
            end = min(end + 1, lines.count)
            text.append(copying: prefix.span)
            text.append(copying: lines.extracting(min(start + replaced, end)..<end))
            start = end
        }
    }
}
