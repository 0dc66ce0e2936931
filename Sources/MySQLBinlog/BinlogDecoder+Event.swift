// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

extension BinlogDecoder {
    /// The accepted event, of which `bytes` are still those given to ``accept(_:at:)``.
    ///
    /// Costs next to nothing; what the event holds is read when asked for.
    @inlinable
    @inline(__always)
    @_lifetime(copy bytes, borrow self)
    public func event(_ bytes: Span<UInt8>) throws(BinlogError) -> BinlogEvent {
        let event = BinlogEvent(
            accepted[0].isInner ? innerBytes : bytes,
            accepted.span,
            decompressed: decompressed.span
        )
        if !accepted[0].isChecked { try event.check() }
        return event
    }

    /// The event at hand inside the accepted one.
    @usableFromInline
    var innerBytes: Span<UInt8> {
        @_lifetime(borrow self)
        get { inner.currentBytes }
    }
}
