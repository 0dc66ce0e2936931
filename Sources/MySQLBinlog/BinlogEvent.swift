// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

/// An event seen in place: its header, where it stands, and what it holds.
///
/// It borrows the reader's bytes and lives until the reader moves on.
public struct BinlogEvent: ~Escapable {
    /// The whole event as it stands in the file, decrypted.
    public let bytes: Span<UInt8>
    /// What the decoder found out about it.
    @usableFromInline let accepted: Span<AcceptedEvent>
    /// What the body holds compressed, decompressed.
    @usableFromInline let decompressed: Span<UInt8>

    @inlinable
    @_lifetime(copy bytes, copy accepted, copy decompressed)
    init(_ bytes: Span<UInt8>, _ accepted: Span<AcceptedEvent>, decompressed: Span<UInt8>) {
        self.bytes = bytes
        self.accepted = accepted
        self.decompressed = decompressed
    }

    /// The 19 bytes that begin the event.
    @inlinable
    public var header: EventHeader { accepted[0].header }

    /// Where the event begins, in bytes from the start of the file (of the decrypted content, where the file is
    /// encrypted).
    ///
    /// Events out of a transaction payload stand where the payload does.
    @inlinable
    public var position: UInt64 { accepted[0].position }

    /// Whether the event came out of a transaction payload, or was put together from fragments.
    @inlinable
    public var isInner: Bool { accepted[0].isInner }

    /// The checksum that the event carries; nil where it has none.
    @inlinable
    public var checksum: UInt32? { accepted[0].checksum }

    /// Where the event ends, in bytes from the start of the file; of inner events where their payload begins.
    public var endPosition: UInt64 { isInner ? position : position + UInt64(bytes.count) }

    /// The rows of a rows event; nil of other events.
    ///
    /// The direct road: ``body`` reads whatever the event is, this costs next to nothing where it has no rows.
    @inlinable
    public var rows: RowsEvent? {
        @inline(__always)
        @_lifetime(copy self)
        get {
            guard accepted[0].hasRows else { return nil }
            let start = Int(accepted[0].rowsHead.imagesStart)
            return RowsEvent(
                accepted,
                body: bodyBytes,
                images: accepted[0].rowsHead.layout.isCompressed ? decompressed : bodyBytes.extracting(start...)
            )
        }
    }

    /// The body, header and checksum left out.
    @inlinable
    var bodyBytes: Span<UInt8> {
        @inline(__always)
        @_lifetime(copy self)
        get { bytes.extracting(accepted[0].bodyStart..<accepted[0].bodyEnd) }
    }

    /// Bytes of the body's fixed part.
    var postHeaderLength: Int { accepted[0].postHeaderLength }

    /// Where the body begins in ``bytes``: behind the header, which may have more than 19 bytes.
    var bodyStart: Int { accepted[0].bodyStart }
}
