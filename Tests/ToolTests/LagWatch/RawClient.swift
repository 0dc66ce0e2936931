// SPDX-License-Identifier: Apache-2.0

import Glibc
import lagwatch

/// A connection to a server on loopback that sends whatever a test likes, and may be as slow and rude as it wants.
final class RawClient {
    /// What could not be done.
    struct Failure: Error {
        var number: Int32
    }

    private let socket: Int32

    /// Connects.
    init(_ address: ListenAddress) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = in_port_t(address.port).bigEndian
        place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        // A server that says nothing fails the test, and does not hang it.
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let status = unsafe withUnsafePointer(to: &place) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(number: errno) }
    }

    deinit { close(socket) }

    /// Sends text, as much of it as the other side takes.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let rest = Array(bytes[sent...])
            let count = unsafe Glibc.send(socket, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return }
            sent += count
        }
    }

    /// All that comes until the other side closes; a connection that was reset has ended as well.
    ///
    /// - Throws: ``Failure`` where nothing comes and nothing is closed.
    func text() throws -> String {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                result += buffer[..<count]
            } else if count == 0 || errno == ECONNRESET {
                return String(decoding: result, as: UTF8.self)
            } else if errno != EINTR {
                throw Failure(number: errno)
            }
        }
    }

    /// The next bytes, at most so many; empty at the end.
    func bytes(atMost count: Int) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let received = unsafe recv(socket, &buffer, count, 0)
        return received > 0 ? Array(buffer[..<received]) : []
    }
}
