// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// Pieces of values that the envelopes have in common.
struct EnvelopeText {
    /// The table.
    let columns: RowColumns
    /// What is done with text that is none of its character set.
    let invalidText: InvalidText

    /// Appends text as a string of JSON.
    func string(_ bytes: Span<UInt8>, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        let start = text.count
        text.append(UInt8(ascii: "\""))
        let isWhole = columns.characterSet(column).write(bytes, to: &text)
        guard isWhole || invalidText == .replace else {
            text.truncate(to: start)
            throw .undecodable
        }
        JSONText.escape(from: start + 1, in: &text)
        text.append(UInt8(ascii: "\""))
    }

    /// Appends an ENUM's label as a string; the number where the log does not tell it.
    func label(_ number: Int, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        guard number > 0 else {
            text.append("\"\"")
            return
        }
        guard let label = columns.label(number, column) else {
            text.append("\"")
            text.append(number)
            text.append("\"")
            return
        }
        try string(label.span, column, to: &text)
    }

    /// Appends a SET's labels as one string; the bits as a number where the log does not tell them.
    func labels(_ mask: UInt64, _ column: Int, to text: inout TextWriter) throws(ValueProblem) {
        guard let labels = columns.labels(mask, column) else {
            text.append("\"")
            text.append(mask)
            text.append("\"")
            return
        }
        try string(labels.span, column, to: &text)
    }

    /// What a COMPRESSED column holds.
    func decompressed(_ value: borrowing CompressedColumnView) throws(ValueProblem) -> [UInt8] {
        do {
            return try value.decompressed()
        } catch {
            throw .malformed
        }
    }

    /// Appends an address of MariaDB where the user told that the column holds such; false, with nothing appended, where not.
    func address(_ bytes: Span<UInt8>, _ column: Int, to text: inout TextWriter) -> Bool {
        guard let hint = columns.hint(column) else { return false }
        let start = text.count
        text.append(UInt8(ascii: "\""))
        guard AddressText.write(bytes, hint, to: &text) else {
            text.truncate(to: start)
            return false
        }
        text.append(UInt8(ascii: "\""))
        return true
    }

    /// Appends the text of a document, and nothing else.
    func document(_ bytes: Span<UInt8>, to text: inout TextWriter) throws(ValueProblem) {
        do throws(WireError) {
            try JSONBinaryView(bytes).write(to: &text)
        } catch {
            throw .malformed
        }
    }

    /// Appends the text of a document as a string of JSON.
    func documentString(_ bytes: Span<UInt8>, to text: inout TextWriter) throws(ValueProblem) {
        text.append(UInt8(ascii: "\""))
        let start = text.count
        try document(bytes, to: &text)
        JSONText.escape(from: start, in: &text)
        text.append(UInt8(ascii: "\""))
    }

    /// Appends a vector's numbers as an array.
    func vector(_ bytes: Span<UInt8>, to text: inout TextWriter) throws(ValueProblem) {
        let view: VectorView
        do throws(WireError) {
            view = try VectorView(bytes)
        } catch {
            throw .malformed
        }
        text.append(UInt8(ascii: "["))
        for index in 0..<view.count {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            if view[index].isFinite { text.append(view[index]) } else { text.append("null") }
        }
        text.append(UInt8(ascii: "]"))
    }
}

extension EventContext {
    /// The name of the file, without folders.
    var fileName: String { file.split(separator: "/").last.map(String.init) ?? file }
}

extension Column {
    /// The name that formats write: that of the log, else its place.
    func label(_ index: Int) -> String { name ?? "@\(index + 1)" }
}
