// SPDX-License-Identifier: Apache-2.0

extension GTIDSet {
    /// Reads what the server prints and what people write: `uuid[:tag]:1-5:7[:tag:1],uuid:…`.
    ///
    /// White space may stand around every part and items between commas may be empty; a leading plus sign, as in an
    /// assignment to `gtid_purged`, is skipped. A tag holds for the intervals behind it up to the next tag or UUID.
    /// Intervals may overlap and stand in any order; one that ends before it begins is empty.
    ///
    /// Source: MySQL 9.7, `sql/rpl_gtid_set.cc`, `Gtid_set::add_gtid_text`.
    public init(_ text: String) throws(GTIDSyntaxError) {
        var scanner = GTIDScanner(text)
        scanner.skipWhiteSpace()
        _ = scanner.skip(UInt8(ascii: "+"))
        var entries: [Entry] = []
        while true {
            while scanner.skip(UInt8(ascii: ",")) {}
            if scanner.isAtEnd { break }
            let source = try scanner.source()
            var tag = GTIDTag.empty
            var intervals: [GTIDInterval] = []
            while scanner.skip(UInt8(ascii: ":")) {
                let next = try scanner.tag()
                if next.isEmpty {
                    if let interval = try GTIDSet.interval(from: &scanner) { intervals.append(interval) }
                } else {
                    GTIDSet.close(&intervals, key: Key(source: source, tag: tag), into: &entries)
                    tag = next
                }
            }
            GTIDSet.close(&intervals, key: Key(source: source, tag: tag), into: &entries)
            guard scanner.isAtEnd || scanner.next == UInt8(ascii: ",") else {
                throw GTIDSyntaxError(.expectedSeparator, at: scanner.offset)
            }
        }
        self.init(unsorted: entries)
    }

    /// The set as the server prints it, with a line break behind each comma.
    public var serverText: String { text(separator: ",\n") }

    /// Appends the set; `separator` stands between sources.
    public func write(into text: inout TextWriter, separator: StaticString = ",") {
        var previous: SourceID?
        for entry in entries {
            if entry.source != previous {
                if previous != nil { text.append(separator) }
                entry.source.write(into: &text)
                previous = entry.source
            }
            if !entry.tag.isEmpty {
                text.append(UInt8(ascii: ":"))
                entry.tag.write(into: &text)
            }
            for interval in entry.intervals {
                text.append(UInt8(ascii: ":"))
                interval.write(into: &text)
            }
        }
    }

    /// Reads `a` or `a-b`; nil for an empty interval.
    private static func interval(from scanner: inout GTIDScanner) throws(GTIDSyntaxError) -> GTIDInterval? {
        let first = try scanner.transactionNumber(else: .expectedNumberOrTag)
        guard scanner.skip(UInt8(ascii: "-")) else { return GTIDInterval(trusted: first, through: first) }
        return GTIDInterval(first, through: try scanner.lastNumber(else: .expectedNumber))
    }

    private static func close(_ intervals: inout [GTIDInterval], key: Key, into entries: inout [Entry]) {
        guard !intervals.isEmpty else { return }
        intervals.normalize()
        entries.append(Entry(key: key, intervals: intervals))
        intervals = []
    }

    private func text(separator: StaticString) -> String {
        var text = TextWriter()
        write(into: &text, separator: separator)
        return text.string
    }
}

extension GTIDSet: CustomStringConvertible {
    /// The set in the server's canonical order and on one line; ``serverText`` breaks lines.
    public var description: String { text(separator: ",") }
}
