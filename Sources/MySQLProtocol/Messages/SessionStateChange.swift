// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// Something of a session that a command changed.
package enum SessionStateChange: Sendable, Hashable {
    /// A system variable has this value.
    case systemVariable(name: String, value: String)
    /// The default database is this one.
    case schema(String)
    /// Whether anything of the session that would be lost with it has changed.
    case stateChanged(Bool)
    /// The transactions that the command committed or read, as text of a GTID set.
    case gtids(String)
    /// The statements that would begin a transaction like the one that is open.
    case transactionCharacteristics(String)
    /// What the open transaction has done so far, one character for each kind of work.
    case transactionState(String)
    /// A change of another kind, or one that is laid out in another way than is known here.
    case other(type: UInt8, content: [UInt8])

    /// Reads 1 byte of type and its content as length-encoded bytes.
    ///
    /// What is not understood is ``other(type:content:)``: servers add kinds, and nobody depends on all of them.
    ///
    /// Source: MySQL 9.7, `include/mysql/mysql_com.h`, `enum_session_state_type`, and `sql/session_tracker.cc`.
    package init(from reader: inout WireReader) throws(WireError) {
        let type = try reader.uint8()
        let content = try reader.lengthEncodedSpan()
        self = SessionStateChange.known(type, content) ?? .other(type: type, content: [UInt8](copying: content))
    }

    /// Writes the change as it is read.
    package func encode(into writer: inout WireWriter) {
        var content = WireWriter()
        let type: UInt8
        switch self {
        case .systemVariable(let name, let value):
            type = 0
            content.lengthEncodedText(name)
            content.lengthEncodedText(value)
        case .schema(let name):
            type = 1
            content.lengthEncodedText(name)
        case .stateChanged(let isChanged):
            type = 2
            content.lengthEncodedText(isChanged ? "1" : "0")
        case .gtids(let text):
            type = 3
            content.uint8(0)
            content.lengthEncodedText(text)
        case .transactionCharacteristics(let statements):
            type = 4
            content.lengthEncodedText(statements)
        case .transactionState(let text):
            type = 5
            content.lengthEncodedText(text)
        case .other(let number, let bytes):
            type = number
            content.array(bytes)
        }
        writer.uint8(type)
        let bytes = content.bytes
        writer.lengthEncodedSpan(bytes.span)
    }

    /// The change that `content` tells, or nil where it is not laid out so.
    private static func known(_ type: UInt8, _ content: Span<UInt8>) -> SessionStateChange? {
        var reader = WireReader(content)
        if type == 3 {
            // The number of an encoding, of which there is one.
            guard content.count > 0, content[0] == 0 else { return nil }
            reader = WireReader(content.extracting(droppingFirst: 1))
        }
        guard let first = text(from: &reader) else { return nil }
        if type == 0 {
            guard let value = text(from: &reader), reader.isAtEnd else { return nil }
            return .systemVariable(name: first, value: value)
        }
        guard reader.isAtEnd else { return nil }
        switch (type, first) {
        case (1, _): return .schema(first)
        case (2, "0"): return .stateChanged(false)
        case (2, "1"): return .stateChanged(true)
        case (3, _): return .gtids(first)
        case (4, _): return .transactionCharacteristics(first)
        case (5, _): return .transactionState(first)
        default: return nil
        }
    }

    private static func text(from reader: inout WireReader) -> String? {
        do throws(WireError) {
            return String(exactly: try reader.lengthEncodedSpan())
        } catch {
            // Not this shape: the bytes are kept as they are.
            return nil
        }
    }
}
