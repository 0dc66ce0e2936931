// SPDX-License-Identifier: Apache-2.0

/// Whole events of a file, with all that is needed to read them: filled by ``BinlogBatches``, read by a ``BinlogBatchReader``.
public struct BinlogBatch: Sendable {
    /// Which of the file's batches it is, counted from 0.
    public internal(set) var number = 0
    /// Where the first event begins, in bytes from the start of the file (of the decrypted content, where the file is
    /// encrypted).
    public internal(set) var position: UInt64 = 0
    /// Table maps of a statement that began before, then the events.
    private(set) var bytes: [UInt8] = []
    /// Where the table maps begin.
    var start = 0
    /// Where the events begin.
    var first = 0
    /// Where they end.
    var end = 0
    /// The format description in force before the first event; nil at the start of the file.
    var format: FormatDescriptionEvent?
    /// What the decoder is to check.
    var options = BinlogDecoder.Options()

    /// Holds no event yet.
    public init() {}

    /// Bytes of the events.
    public var byteCount: Int { end - first }

    /// Gives its memory away, and with it its events.
    mutating func release(_ memory: inout [UInt8]) {
        start = 0
        first = 0
        end = 0
        memory = []
        swap(&memory, &bytes)
    }

    /// Takes memory with events in it.
    mutating func take(_ memory: inout [UInt8]) {
        swap(&memory, &bytes)
    }
}
