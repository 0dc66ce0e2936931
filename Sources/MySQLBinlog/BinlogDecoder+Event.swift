// SPDX-License-Identifier: Apache-2.0

import MySQLTypes
import MySQLWire

extension BinlogDecoder {
    /// The accepted event, of which `bytes` are still those given to ``accept(_:at:)``.
    ///
    /// Costs next to nothing; what the event holds is read when asked for.
    @inline(__always)
    @_lifetime(copy bytes, borrow self)
    public func event(_ bytes: Span<UInt8>) throws(BinlogError) -> BinlogEvent {
        let event =
            accepted[0].isInner
            ? BinlogEvent(inner.currentBytes, accepted.span, decompressed: decompressed.span)
            : BinlogEvent(bytes, accepted.span, decompressed: decompressed.span)
        if !accepted[0].isChecked { try event.check() }
        return event
    }
}
