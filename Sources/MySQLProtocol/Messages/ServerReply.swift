// SPDX-License-Identifier: Apache-2.0

/// What a packet is, by its first byte, its length and the place where it came.
///
/// The same byte means different things in different places: `fe` ends rows or begins a value of 16 MiB, `00` is OK or an
/// empty text, `fb` asks for a file or is NULL.
package enum ServerReply: Sendable, Hashable {
    /// An OK packet.
    case ok
    /// An error packet.
    case error
    /// MariaDB's report of progress; what was awaited is still to come.
    case progress
    /// The end of definitions or rows by a classic EOF packet.
    case endOfFile
    /// The end of rows by an OK packet that begins with 0xfe.
    case okAtEnd
    /// A request for a file.
    case localInfile
    /// What is awaited in this place: the head of a result set, a definition, or a row.
    case content
    /// A packet without content.
    case empty

    /// The first packet that answers a command.
    ///
    /// Source: MySQL 9.7, `sql-common/client.cc`, `cli_read_query_result`.
    package init(answer payload: Span<UInt8>, layout: PacketLayout) {
        guard let first = ServerReply.first(of: payload) else {
            self = .empty
            return
        }
        switch first {
        case 0: self = .ok
        case LocalInfileRequest.header: self = .localInfile
        case 0xfe: self = ServerReply.end(payload, layout: layout) ?? .content
        case 0xff: self = ServerReply.failure(payload, layout: layout)
        default: self = .content
        }
    }

    /// A packet where a row, or the end of rows, is due.
    ///
    /// Source: MySQL 9.7, `sql-common/client.cc`, `cli_safe_read_with_ok_complete` and `read_one_row_complete`.
    package init(row payload: Span<UInt8>, layout: PacketLayout) {
        guard let first = ServerReply.first(of: payload) else {
            self = .empty
            return
        }
        switch first {
        case 0xfe: self = ServerReply.end(payload, layout: layout) ?? .content
        case 0xff: self = ServerReply.failure(payload, layout: layout)
        default: self = .content
        }
    }

    private static func first(of payload: Span<UInt8>) -> UInt8? {
        payload.count > 0 ? payload[0] : nil
    }

    /// A packet that begins with 0xfe, or nil where it is a value of 16 MiB or more.
    private static func end(_ payload: Span<UInt8>, layout: PacketLayout) -> ServerReply? {
        // An OK packet has 7 bytes at least; a shorter one is the classic packet, which some servers go on sending.
        if payload.count < (layout.deprecatesEOF ? 7 : EOFPacket.lengthLimit) { return .endOfFile }
        // The length of a value in this form is 16 MiB or more, and its packet longer than that.
        return layout.deprecatesEOF && payload.count < PacketHeader.maximumLength ? .okAtEnd : nil
    }

    private static func failure(_ payload: Span<UInt8>, layout: PacketLayout) -> ServerReply {
        let isProgress = layout.reportsProgress && payload.count >= 3 && payload[1] == 0xff && payload[2] == 0xff
        return isProgress ? .progress : .error
    }
}
