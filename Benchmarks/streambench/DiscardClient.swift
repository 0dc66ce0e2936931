// SPDX-License-Identifier: Apache-2.0

import Glibc
import MySQLWire

/// A client that asks for a binlog and throws away whatever comes: the fastest that a stream can be.
///
/// It logs in as a user without a password, over TCP without TLS, with blocking calls.
struct DiscardClient: ~Copyable {
    /// What went wrong.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)

    /// Connects to 127.0.0.1 and logs in.
    init(port: Int, user: String) throws(Failure) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "no socket (\(errno))") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        guard status == 0 else { throw Failure(description: "127.0.0.1:\(port) does not answer (\(errno))") }
        try logIn(as: user)
    }

    deinit {
        close(descriptor)
    }

    /// Asks for `file` from its begin and discards `count` bytes of what is sent.
    ///
    /// - Returns: how many bytes came, a little more than `count` at the most.
    mutating func discard(file: String, count: Int) throws(Failure) -> Int {
        try query("SET @source_binlog_checksum = 'CRC32', @master_binlog_checksum = 'CRC32'")
        // COM_BINLOG_DUMP: position, flags, the id of this replica, the file.
        var dump = WireWriter()
        dump.uint8(0x12)
        dump.uint32(4)
        dump.uint16(0)
        dump.uint32(4_242_424_000 + UInt32(truncatingIfNeeded: getpid() % 1000))
        dump.text(file)
        try send(dump.bytes, sequence: 0)
        var total = 0
        while total < count { total += try receive(at: 0) }
        return total
    }

    private mutating func logIn(as user: String) throws(Failure) {
        _ = try packet()
        // CLIENT_PROTOCOL_41, CLIENT_SECURE_CONNECTION, CLIENT_PLUGIN_AUTH, CLIENT_LONG_PASSWORD.
        var answer = WireWriter()
        answer.uint32(0x0008_8201)
        answer.uint32(1 << 24)
        answer.uint8(45)
        answer.array([UInt8](repeating: 0, count: 23))
        answer.text(user)
        answer.uint8(0)
        answer.uint8(0)
        answer.text("caching_sha2_password")
        answer.uint8(0)
        try send(answer.bytes, sequence: 1)
        var reply = try packet()
        if reply.first == 0xfe {
            // Another method: an empty password is an empty answer to all of them.
            try send([], sequence: 3)
            reply = try packet()
        }
        guard reply.first == 0 else { throw Failure(description: "the login as \(user) failed: \(text(reply))") }
    }

    private mutating func query(_ statement: String) throws(Failure) {
        try send([3] + Array(statement.utf8), sequence: 0)
        let reply = try packet()
        guard reply.first == 0 else { throw Failure(description: "\(statement): \(text(reply))") }
    }

    private func text(_ packet: [UInt8]) -> String { String(decoding: packet.dropFirst(3), as: UTF8.self) }

    private func send(_ payload: [UInt8], sequence: UInt8) throws(Failure) {
        var writer = WireWriter()
        writer.uint24(UInt32(payload.count))
        writer.uint8(sequence)
        writer.array(payload)
        var sent = 0
        let bytes = writer.bytes
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress.map { unsafe $0 + sent }, bytes.count - sent, 0)
            }
            guard count > 0 else { throw Failure(description: "the server hung up (\(errno))") }
            sent += count
        }
    }

    /// Receives one packet, which is all that the server sends until it is answered.
    private mutating func packet() throws(Failure) -> [UInt8] {
        var have = 0
        while have < 4 || have < 4 + length { have += try receive(at: have) }
        return Array(buffer[4..<have])
    }

    private var length: Int { Int(buffer[0]) | Int(buffer[1]) << 8 | Int(buffer[2]) << 16 }

    private mutating func receive(at start: Int) throws(Failure) -> Int {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe recv(descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start, 0)
        }
        guard count > 0 else { throw Failure(description: "the server hung up (\(errno))") }
        return count
    }
}
