// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// The identity of one transaction in MariaDB, written `domain-server-sequence`.
///
/// ```swift
/// let gtid = try MariaDBGTID("0-1-5")
/// gtid.sequence  // 5
/// ```
public struct MariaDBGTID: Sendable, Hashable {
    /// The stream of transactions that are in order among themselves.
    public var domain: UInt32
    /// The server that the transaction came from.
    public var server: UInt32
    /// The number in the domain; without the server's strict mode it may repeat or leave gaps.
    public var sequence: UInt64

    /// Bytes of the binary form.
    static let encodedByteCount = 16

    /// Takes the parts.
    public init(domain: UInt32, server: UInt32, sequence: UInt64) {
        self.domain = domain
        self.server = server
        self.sequence = sequence
    }

    /// Reads domain and server of 4 bytes and sequence of 8, little-endian.
    ///
    /// Source: MariaDB 11.8, `sql/log_event.cc`, `Gtid_list_log_event::Gtid_list_log_event`.
    public init(from reader: inout WireReader) throws(WireError) {
        // Taken as one field, so that a cut one consumes nothing.
        var bytes = WireReader(try reader.span(count: MariaDBGTID.encodedByteCount))
        domain = try bytes.uint32()
        server = try bytes.uint32()
        sequence = try bytes.uint64()
    }

    /// Writes 16 bytes.
    public func encode(into writer: inout WireWriter) {
        writer.uint32(domain)
        writer.uint32(server)
        writer.uint64(sequence)
    }

    /// Appends `domain-server-sequence`.
    public func write(into text: inout TextWriter) {
        text.append(UInt64(domain))
        text.append(UInt8(ascii: "-"))
        text.append(UInt64(server))
        text.append(UInt8(ascii: "-"))
        text.append(sequence)
    }

    init(from scanner: inout GTIDScanner) throws(GTIDSyntaxError) {
        let parts = (
            domain: try scanner.number(upTo: UInt64(UInt32.max), else: .expectedNumber),
            server: try scanner.numberBehindDash(upTo: UInt64(UInt32.max)),
            sequence: try scanner.numberBehindDash(upTo: .max)
        )
        scanner.skipWhiteSpace()
        self.init(domain: UInt32(parts.domain), server: UInt32(parts.server), sequence: parts.sequence)
    }

    /// Reads GTIDs with commas between them, each with its offset in the text; none where only white space is there.
    static func list(_ text: String) throws(GTIDSyntaxError) -> [(gtid: MariaDBGTID, offset: Int)] {
        var scanner = GTIDScanner(text)
        scanner.skipWhiteSpace()
        var list: [(gtid: MariaDBGTID, offset: Int)] = []
        guard !scanner.isAtEnd else { return list }
        repeat {
            let offset = scanner.offset
            list.append((try MariaDBGTID(from: &scanner), offset))
        } while scanner.skip(UInt8(ascii: ","))
        guard scanner.isAtEnd else { throw GTIDSyntaxError(.expectedSeparator, at: scanner.offset) }
        return list
    }

    /// Appends GTIDs with commas between them.
    static func write(_ gtids: [MariaDBGTID], into text: inout TextWriter) {
        for (index, gtid) in gtids.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            gtid.write(into: &text)
        }
    }
}

extension MariaDBGTID: CustomStringConvertible {
    /// Reads `domain-server-sequence`; white space may stand around it.
    public init(_ text: String) throws(GTIDSyntaxError) {
        var scanner = GTIDScanner(text)
        scanner.skipWhiteSpace()
        try self.init(from: &scanner)
        guard scanner.isAtEnd else { throw GTIDSyntaxError(.expectedEnd, at: scanner.offset) }
    }

    /// The text `domain-server-sequence`.
    public var description: String {
        var text = TextWriter(capacity: 44)
        write(into: &text)
        return text.string
    }
}
