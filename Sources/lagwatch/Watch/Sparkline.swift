// SPDX-License-Identifier: Apache-2.0

/// The last values as a row of bars, the newest to the right.
struct Sparkline {
    /// Bars from nothing to full.
    enum Bars {
        /// For terminals that show Unicode.
        case blocks
        /// For all others.
        case ascii

        /// What the environment says of the terminal.
        init(environment: [String: String]) {
            let locale = [environment["LC_ALL"], environment["LC_CTYPE"], environment["LANG"]]
            let name = locale.compactMap { $0 }.first { !$0.isEmpty }?.lowercased() ?? ""
            self = name.contains("utf-8") || name.contains("utf8") ? .blocks : .ascii
        }

        fileprivate var characters: [Character] {
            switch self {
            case .blocks: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
            case .ascii: ["_", ".", ":", "-", "=", "+", "*", "#"]
            }
        }

        /// What stands for a value that is not known.
        fileprivate var unknown: Character { self == .blocks ? "·" : "?" }
    }

    private var values: [Int64?] = []
    private let bars: Bars
    private let capacity: Int

    /// Keeps so many values.
    init(_ bars: Bars, capacity: Int) {
        self.bars = bars
        self.capacity = max(capacity, 1)
    }

    /// Takes one more; nil where it is not known.
    mutating func add(_ value: Int64?) {
        values.append(value)
        if values.count > capacity { values.removeFirst(values.count - capacity) }
    }

    /// The largest value that is shown.
    var top: Int64 { values.compactMap { $0 }.max() ?? 0 }

    /// The bars, as many as there are values; the largest value is a full one.
    var text: String {
        let characters = bars.characters
        let top = Double(max(self.top, 1))
        return String(
            values.map { value in
                guard let value else { return bars.unknown }
                guard value > 0 else { return characters[0] }
                let share = Double(value) / top * Double(characters.count - 1)
                return characters[min(characters.count - 1, max(1, Int(share.rounded())))]
            }
        )
    }
}
