// SPDX-License-Identifier: Apache-2.0

/// What an honest server says, built by hand and not by the code under test.
extension FakeConversation {
    /// What the greeting of a fake server offers.
    ///
    /// Source: MySQL manual, "Capabilities Flags".
    public struct Offer: Sendable {
        /// The version text, such as `9.7.4` or `11.8.9-MariaDB-log`.
        public var version = "9.7.4"

        /// MySQL 9.7's capabilities without TLS and compression.
        public var capabilities: UInt32 = 0xdfff_ffff & ~(1 << 11) & ~(1 << 5) & ~(1 << 26)

        /// The authentication plugin.
        public var plugin = "caching_sha2_password"

        /// The nonce: 20 bytes without a zero.
        public var nonce = (1...20).map { UInt8($0) }

        /// MariaDB's further capabilities, which stand where MySQL has zeros.
        public var mariaDBCapabilities: UInt32 = 0

        /// The number of the connection.
        public var connectionID: UInt32 = 7

        /// MySQL 9.7 without TLS and compression.
        public init() {}

        /// MariaDB 11.8 without TLS and compression, which reports progress.
        public static var mariaDB: Offer {
            var offer = Offer()
            offer.version = "5.5.5-11.8.6-MariaDB-log"
            offer.capabilities &= ~1
            offer.mariaDBCapabilities = 1
            return offer
        }

        /// The same with TLS offered.
        public static var withTLS: Offer {
            var offer = Offer()
            offer.capabilities |= 1 << 11
            return offer
        }
    }

    /// The payload of a greeting of protocol 10.
    ///
    /// Source: MySQL manual, "Protocol::HandshakeV10".
    public static func greeting(_ offer: Offer = Offer()) -> [UInt8] {
        var payload: [UInt8] = [10] + Array(offer.version.utf8) + [0]
        payload += littleEndian(UInt64(offer.connectionID), width: 4)
        payload += offer.nonce.prefix(8) + [0]
        payload += littleEndian(UInt64(offer.capabilities), width: 2)
        payload += [255] + littleEndian(2, width: 2)
        payload += littleEndian(UInt64(offer.capabilities >> 16), width: 2)
        payload += [UInt8(truncatingIfNeeded: offer.nonce.count + 1)] + [UInt8](repeating: 0, count: 6)
        payload += littleEndian(UInt64(offer.mariaDBCapabilities), width: 4)
        payload += offer.nonce.dropFirst(8) + [0]
        return payload + Array(offer.plugin.utf8) + [0]
    }

    /// The payload of an OK packet without session state.
    public static let ok: [UInt8] = [0x00, 0, 0, 2, 0, 0, 0]

    /// The payload of the OK packet that ends a result when EOF packets are deprecated.
    public static let endOfResult: [UInt8] = [0xfe, 0, 0, 2, 0, 0, 0]

    /// The payload of a classic EOF packet.
    public static let endOfFile: [UInt8] = [0xfe, 0, 0, 2, 0]

    /// The payload of an ERR packet.
    public static func error(_ code: UInt16, _ message: String, sqlState: String = "HY000") -> [UInt8] {
        [0xff] + littleEndian(UInt64(code), width: 2) + Array("#\(sqlState)\(message)".utf8)
    }

    /// The payload of the definition of a column of text.
    ///
    /// Source: MySQL manual, "Protocol::ColumnDefinition41".
    public static func column(_ name: String) -> [UInt8] {
        let text = Array(name.utf8)
        var payload: [UInt8] = [3] + Array("def".utf8) + [0, 0, 0]
        payload += [UInt8(truncatingIfNeeded: text.count)] + text + [0, 12]
        return payload + littleEndian(255, width: 2) + littleEndian(1024, width: 4) + [0xfd, 0, 0, 0, 0, 0]
    }

    /// The payload of a row of the text protocol; nil is NULL.
    public static func row(_ values: [String?]) -> [UInt8] {
        values.flatMap { value in value.map { lengthEncoded(Array($0.utf8)) } ?? [0xfb] }
    }

    /// Bytes behind their length, as the protocol writes both.
    public static func lengthEncoded(_ bytes: [UInt8]) -> [UInt8] {
        lengthEncoded(UInt64(bytes.count)) + bytes
    }

    /// A number as the protocol writes lengths.
    public static func lengthEncoded(_ number: UInt64) -> [UInt8] {
        switch number {
        case 0..<0xfb: [UInt8(truncatingIfNeeded: number)]
        case 0xfb...0xffff: [0xfc] + littleEndian(number, width: 2)
        case 0x1_0000...0xff_ffff: [0xfd] + littleEndian(number, width: 3)
        default: [0xfe] + littleEndian(number, width: 8)
        }
    }

    /// Greets, takes whatever the client answers, says that it is welcome.
    ///
    /// - Parameter offer: what the greeting says.
    /// - Returns: the payload of the client's answer.
    /// - Throws: ``HungUp``, or an error of the socket.
    @discardableResult
    public mutating func acceptLogin(_ offer: Offer = Offer()) async throws -> [UInt8] {
        let response = try await readLogin(offer)
        try await send(FakeConversation.ok)
        return response
    }

    /// Greets and reads the client's answer, the one behind TLS if it asks for TLS.
    ///
    /// - Parameter offer: what the greeting says.
    /// - Returns: the payload of the answer.
    /// - Throws: ``HungUp``, or an error of the socket.
    public mutating func readLogin(_ offer: Offer = Offer()) async throws -> [UInt8] {
        sequence = 0
        try await send(FakeConversation.greeting(offer))
        let response = try await receive()
        return response.count == 32 ? try await receive() : response
    }

    /// Says that a statement failed.
    ///
    /// - Throws: an error of the socket.
    public mutating func sendError(_ code: UInt16, _ message: String, sqlState: String = "HY000") async throws {
        try await send(FakeConversation.error(code, message, sqlState: sqlState))
    }

    /// Answers a statement with rows of text, for clients that deprecate EOF packets.
    ///
    /// - Throws: an error of the socket.
    public mutating func sendRows(columns: [String], _ rows: [[String?]]) async throws {
        var packets = [FakeConversation.lengthEncoded(UInt64(columns.count))]
        packets += columns.map(FakeConversation.column)
        packets += rows.map(FakeConversation.row)
        packets.append(FakeConversation.endOfResult)
        try await send(packets: packets)
    }

    /// Answers statements until the client asks for something that `answer` does not know.
    ///
    /// - Parameter answer: sends the reply to one statement and returns true; false ends the loop.
    /// - Returns: the payload of the packet that was not a known statement.
    /// - Throws: what `answer` throws, ``HungUp``, or an error of the socket.
    public mutating func answerStatements(
        _ answer: (inout FakeConversation, String) async throws -> Bool
    ) async throws -> [UInt8] {
        while true {
            let command = try await receive()
            guard command.first == 0x03 else { return command }
            guard try await answer(&self, String(decoding: command.dropFirst(), as: UTF8.self)) else { return command }
        }
    }

    /// Sends binlog events as a dump does: a byte 00 before each.
    ///
    /// - Throws: an error of the socket.
    public mutating func sendDump(_ events: [[UInt8]]) async throws {
        try await send(packets: events.map { [0x00] + $0 })
    }
}
