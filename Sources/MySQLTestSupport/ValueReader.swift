// SPDX-License-Identifier: Apache-2.0

public import MySQLBinlog
public import MySQLTypes
import MySQLWire

/// Reads everything that a value has to tell: documents, geometries, text, what is compressed.
public struct ValueReader: Sendable {
    /// Follows from everything that was read.
    public private(set) var digest = Digest()
    /// What two ways of reading did not agree on; empty if all is well.
    public var contradictions: [String] = []

    private var text = TextWriter()

    /// Begins.
    public init() {}

    /// Reads the value of a column.
    public mutating func read(_ cell: borrowing CellView, of column: Column) {
        switch cell {
        case .text(let bytes): read(bytes, in: column.characterSet ?? .utf8mb4)
        case .json(let bytes): readDocument(bytes)
        case .geometry(let bytes): readGeometry(bytes)
        case .vector(let bytes):
            if let vector = try? VectorView(bytes) {
                text.removeAll()
                vector.write(to: &text)
                for index in 0..<vector.count { digest.add(UInt64(vector[index].bitPattern)) }
            }
        case .compressed(let value):
            if let bytes = try? value.decompressed(limit: 1 << 22) {
                read(bytes.span, in: column.characterSet ?? .binary)
            }
        case .decimal(let value):
            digest.add(UInt64(bitPattern: value.unscaled ?? 0))
            check(value)
        case .timestamp(let value): digest.add(UInt64(value.dateTime().year))
        case .enumeration(let index):
            if index > 0, Int(index) <= column.labels.count { digest.add(UInt64(column.labels[Int(index) - 1].count)) }
        case .absent, .null, .signed, .unsigned, .float, .double, .bits, .year, .date, .time, .dateTime, .set, .binary,
            .jsonDiff:
            break
        }
    }

    /// Reads text.
    public mutating func read(_ bytes: Span<UInt8>, in set: CharacterSet) {
        text.removeAll()
        let isExact = set.write(bytes, to: &text)
        let written = text.bytes
        digest.add(written.span)
        if String(exactly: written.span) == nil { contradictions.append("\(set) is not decoded to UTF-8") }
        if isExact != (set.decodeExactly(bytes) != nil) { contradictions.append("\(set) is exact or not") }
    }

    /// Reads a document in MySQL's binary form.
    public mutating func readDocument(_ bytes: Span<UInt8>) {
        guard let view = try? JSONBinaryView(bytes) else { return }
        text.removeAll()
        do throws(WireError) {
            try view.write(to: &text)
            let written = text.bytes
            digest.add(written.span)
        } catch {
            digest.add(UInt64(error.offset))
            if text.count != 0 { contradictions.append("a document that cannot be written leaves text behind") }
        }
        guard let value = try? JSONValue(view), let encoded = try? value.encode() else { return }
        guard let second = try? JSONValue(JSONBinaryView(encoded.span)) else {
            contradictions.append("a document that was written cannot be read: \(encoded.prefix(64).hexText)")
            return
        }
        if (try? second.encode()) != encoded {
            contradictions.append("a document changes when it is written again: \(encoded.prefix(64).hexText)")
        }
    }

    /// Reads the differences of a document, and applies them to what it was before.
    public mutating func read(_ diffs: Span<UInt8>, of before: borrowing RowImage, column: Int) {
        guard let cell = try? before.cell(column), case .json(let document) = cell else { return }
        readDiffs(diffs, of: document)
    }

    /// Reads the differences of a document, and applies them to what it was before.
    public mutating func readDiffs(_ diffs: Span<UInt8>, of document: Span<UInt8>) {
        var cursor = JSONDiffCursor(diffs)
        while let view = try? cursor.next() {
            guard let diff = try? JSONDiff(view) else { continue }
            digest.add(UInt64(diff.path.description.utf8.count))
            var writer = WireWriter()
            do throws(WireError) {
                try diff.encode(into: &writer)
                digest.add(UInt64(writer.count))
            } catch {
                digest.add(UInt64(error.offset))
            }
        }
        if let applied = try? JSONDiffs.apply(diffs, to: document) { readDocument(applied.span) }
    }

    /// Reads an SRID and a shape.
    public mutating func readGeometry(_ bytes: Span<UInt8>) {
        let view = GeometryView(bytes)
        digest.add(UInt64(view.srid))
        text.removeAll()
        do throws(WireError) {
            try view.write(to: &text)
        } catch {
            digest.add(UInt64(error.offset))
        }
        let written = text.bytes
        digest.add(written.span)
    }

    private mutating func check(_ value: MySQLDecimal) {
        let read = MySQLDecimal(value.description, precision: Int(value.precision), scale: Int(value.scale))
        // Minus zero is written with its sign and read without one.
        if read != value, !value.isZero { contradictions.append("\(value) is read as \(String(describing: read))") }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var hexText: String { Array(self).hex }
}
