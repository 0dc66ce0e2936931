// SPDX-License-Identifier: Apache-2.0
import MySQLClient
import MySQLTestSupport
import MySQLWire

/// Where in a conversation a hostile server turns on its client.
enum HostileStage: String, Sendable, CaseIterable, Codable {
    case greeting
    case tlsRequest
    case loginAnswer
    case authenticationSwitch
    case fullAuthentication
    case publicKey
    case ping
    case query
    case emptyQuery
    case manyAnswers
    case prepare
    case execute
    case compressedQuery
    case dump

    /// Whether servers greet as MariaDB; else as MySQL.
    @TaskLocal static var greetsAsMariaDB = false

    private static var offer: FakeConversation.Offer { greetsAsMariaDB ? .mariaDB : FakeConversation.Offer() }

    /// What an honest server sends at this stage, packet by packet.
    var honest: [[UInt8]] {
        switch self {
        case .greeting: [FakeConversation.greeting(HostileStage.offer)]
        case .tlsRequest: [FakeConversation.ok]
        case .loginAnswer: [[0x01, 0x03], FakeConversation.ok]
        case .authenticationSwitch:
            [[0xfe] + Array("mysql_native_password".utf8) + [0] + [UInt8](repeating: 7, count: 20) + [0]]
        case .fullAuthentication: [[0x01, 0x04]]
        case .publicKey: [[0x01] + Array(HostileStage.key.utf8)]
        case .ping, .emptyQuery: [FakeConversation.ok]
        case .query, .compressedQuery: HostileStage.textResult
        case .manyAnswers: [[0x00, 0, 0, 0x0a, 0, 0, 0]] + HostileStage.textResult
        case .prepare:
            [
                [0x00, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0], FakeConversation.column("?"), FakeConversation.column("a"),
            ]
        case .execute:
            [[1], FakeConversation.column("a"), [0x00, 0x00, 2, 0x68, 0x69], FakeConversation.endOfResult]
        case .dump: HostileStage.events.map { [0x00] + $0 } + [FakeConversation.endOfFile]
        }
    }

    private static let textResult =
        [[2], FakeConversation.column("a"), FakeConversation.column("b")]
        + [FakeConversation.row(["one", nil]), FakeConversation.row(["", String(repeating: "x", count: 60)])]
        + [FakeConversation.endOfResult]

    /// A ROTATE and a HEARTBEAT, made by hand with headers of version 4.
    private static let events: [[UInt8]] = [
        event(type: 4, body: [4, 0, 0, 0, 0, 0, 0, 0] + Array("binlog.000001".utf8)),
        event(type: 27, body: Array("binlog.000001".utf8)),
    ]

    private static func event(type: UInt8, body: [UInt8]) -> [UInt8] {
        let length = UInt8(truncatingIfNeeded: 19 + body.count)
        return [0, 0, 0, 0, type, 1, 0, 0, 0, length, 0, 0, 0, 0, 0, 0, 0, 0x20, 0] + body
    }

    private static let key = """
        -----BEGIN PUBLIC KEY-----
        MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL9f
        -----END PUBLIC KEY-----

        """

    /// Says what an honest server says before this stage; ``FakeConversation/sequence`` is right for the next packet.
    func reach(_ conversation: inout FakeConversation) async throws {
        var offer = HostileStage.offer
        switch self {
        case .greeting: return
        case .tlsRequest: offer.capabilities |= 1 << 11
        case .compressedQuery: offer.capabilities |= 1 << 5
        default: break
        }
        try await conversation.send(FakeConversation.greeting(offer))
        _ = try await conversation.receive()
        switch self {
        case .greeting, .tlsRequest, .loginAnswer, .authenticationSwitch, .fullAuthentication: return
        case .publicKey:
            try await conversation.send([0x01, 0x04])
            _ = try await conversation.receive()
        case .compressedQuery:
            try await conversation.send(FakeConversation.ok)
            // One frame with one packet in it.
            let header = try await conversation.receiveBytes(7)
            _ = try await conversation.receiveBytes(Int(header[0]) | Int(header[1]) << 8)
            conversation.sequence = 1
        case .ping, .query, .emptyQuery, .manyAnswers, .prepare, .dump:
            try await conversation.send(FakeConversation.ok)
            _ = try await conversation.receive()
        case .execute:
            try await conversation.send(FakeConversation.ok)
            _ = try await conversation.receive()
            try await conversation.send(packets: HostileStage.prepare.honest)
            _ = try await conversation.receive()
        }
    }

    /// What goes over the wire for packets of this stage.
    func wrap(_ packets: [UInt8], frame: inout UInt8) -> [UInt8] {
        guard self == .compressedQuery else { return packets }
        let bytes = packets
        let stream = Deflate.zlib(bytes.span)
        let stored = stream ?? bytes
        let length = stored.count
        let original = stream == nil ? 0 : bytes.count
        defer { frame &+= 1 }
        return [UInt8(length & 0xff), UInt8(length >> 8 & 0xff), UInt8(length >> 16 & 0xff), frame]
            + [UInt8(original & 0xff), UInt8(original >> 8 & 0xff), UInt8(original >> 16 & 0xff)] + stored
    }
}
