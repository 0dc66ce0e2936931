// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import lagwatch

struct StatusServerTests {
    @Sendable private static func echo(_ request: StatusRequest) -> StatusAnswer {
        StatusAnswer(200, "\(request.method) \(request.target)", fields: ["x-one": "1"])
    }

    private func serving<Value>(
        _ limits: StatusServer.Limits = StatusServer.Limits(),
        _ body: (ListenAddress) async throws -> Value
    ) async throws -> Value {
        try await StatusServer.run(
            at: ListenAddress(host: "127.0.0.1", port: 0),
            limits: limits,
            answering: StatusServerTests.echo,
            body
        )
    }

    @Test func `a request is answered, and its connection kept or closed as it asks`() async throws {
        try await serving { address in
            let client = try RawClient(address)
            client.send("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n")
            var text = ""
            while !text.hasSuffix("GET /a?b=c\n") {
                text += String(decoding: client.bytes(atMost: 4096), as: UTF8.self)
            }
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("content-length: 11\r\n") && text.contains("x-one: 1\r\n"))
            #expect(
                text.contains("x-content-type-options: nosniff\r\n") && text.contains("cache-control: no-store\r\n")
            )
            client.send("HEAD /d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let head = try client.text()
            #expect(head.contains("content-length: 8\r\n") && head.contains("connection: close\r\n"))
            #expect(head.hasSuffix("\r\n\r\n"))
        }
    }

    @Test func `HTTP 1 0 is answered and closed`() async throws {
        try await serving { address in
            let client = try RawClient(address)
            client.send("GET /old HTTP/1.0\r\n\r\n")
            #expect(try client.text().hasSuffix("GET /old\n"))
        }
    }

    @Test(arguments: [
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}", "hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "\r\n\r\n\r\nX Y Z\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "GET / HTTP/1.1\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\nA b: \u{0}\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    ])
    func `what is no request is refused and closed`(_ bytes: String) async throws {
        try await serving { address in
            let client = try RawClient(address)
            client.send(bytes)
            let text = try client.text()
            #expect(text.hasPrefix("HTTP/1.1 400 ") || text.isEmpty, "\(text)")
            // Others are served on.
            let other = try RawClient(address)
            other.send("GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(try other.text().hasSuffix("GET /b\n"))
        }
    }

    @Test(arguments: [
        "POST /a HTTP/1.1\r\nContent-Length: 4000000000\r\n\r\nxxxx",
        "GET /a HTTP/1.1\r\nContent-Length: 4\r\n\r\nxxxx",
        "GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nxxxx\r\n",
    ])
    func `a body is refused before it is there`(_ bytes: String) async throws {
        try await serving { address in
            let client = try RawClient(address)
            client.send(bytes)
            #expect(try client.text().hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `a head without end is cut off`() async throws {
        try await serving { address in
            for piece in [
                "GET /" + String(repeating: "a", count: 1_000_000),
                "GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 200_000),
            ] {
                let client = try RawClient(address)
                client.send(piece)
                let text = try client.text()
                // The parser has a limit of its own; and who is cut off while it sends may see no answer.
                let isRefused = text.hasPrefix("HTTP/1.1 431 ") || text.hasPrefix("HTTP/1.1 400 ") || text.isEmpty
                #expect(isRefused, "\(text)")
            }
        }
    }

    @Test func `who does not finish a request is closed`() async throws {
        var limits = StatusServer.Limits()
        limits.requestSeconds = 1
        limits.idleSeconds = 1
        try await serving(limits) { address in
            let silent = try RawClient(address)
            #expect(try silent.text() == "")
            let slow = try RawClient(address)
            slow.send("GET / HTTP/1.1\r\nHost:")
            #expect(try slow.text() == "")
            let idle = try RawClient(address)
            idle.send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try idle.text().hasSuffix("GET /x\n"))
        }
    }

    @Test func `who does not take an answer is closed`() async throws {
        var limits = StatusServer.Limits()
        limits.answerSeconds = 1
        limits.idleSeconds = 3
        let long = [UInt8](repeating: 0x78, count: 32 << 20)
        let answer: @Sendable (StatusRequest) -> StatusAnswer = {
            $0.path == "/long" ? StatusAnswer(200, "text/plain", long) : StatusAnswer(200, "short")
        }
        try await StatusServer.run(
            at: ListenAddress(host: "127.0.0.1", port: 0),
            limits: limits,
            answering: answer
        ) { address in
            let greedy = try RawClient(address)
            greedy.send("GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(!greedy.bytes(atMost: 1024).isEmpty)
            // This one ends only when its own time is over, which is later than the other's.
            let other = try RawClient(address)
            other.send("GET /short HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try other.text().hasSuffix("short\n"))
            let received = try greedy.text()
            #expect(received.utf8.count < long.count)
        }
    }

    @Test func `too many connections are closed, and there is room again when some go`() async throws {
        var limits = StatusServer.Limits()
        limits.connections = 4
        try await serving(limits) { address in
            var held = try (0..<4).map { _ in try RawClient(address) }
            for client in held {
                client.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(!client.bytes(atMost: 4096).isEmpty)
            }
            let further = try RawClient(address)
            further.send("GET /further HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try further.text() == "")
            held.removeAll()
            // That they are gone is noticed a moment later.
            var text = ""
            let deadline = ContinuousClock.now + .seconds(60)
            while text.isEmpty, ContinuousClock.now < deadline {
                let client = try RawClient(address)
                client.send("GET /again HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                text = try client.text()
            }
            #expect(text.hasSuffix("GET /again\n"))
        }
    }

    @Test func `requests that come at once are answered in order`() async throws {
        try await serving { address in
            let client = try RawClient(address)
            client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let text = try client.text()
            let first = try #require(text.range(of: "GET /1\n"))
            // The second may be left out, never the first, and never out of order.
            if let second = text.range(of: "GET /2\n") { #expect(first.upperBound <= second.lowerBound) }
        }
    }

    @Test func `the end closes every connection`() async throws {
        let client = try await serving { address in
            let client = try RawClient(address)
            client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(!client.bytes(atMost: 4096).isEmpty)
            return client
        }
        _ = try client.text()
    }

    @Test func `an address that cannot be listened at is told with the reason`() async throws {
        try await serving { address in
            let taken = await #expect(throws: ServeError.self) {
                try await StatusServer.run(at: address, answering: StatusServerTests.echo) { _ in }
            }
            #expect(
                taken?.description
                    == "\(address) cannot be listened at: another program listens there; stop it, or choose another port"
            )
        }
        for (host, words) in [
            ("203.0.113.1", "no such address"), ("no-such-host.invalid", "no address is known by that name"),
        ] {
            let error = await #expect(throws: ServeError.self) {
                try await StatusServer.run(
                    at: ListenAddress(host: host, port: 0),
                    answering: StatusServerTests.echo
                ) { _ in }
            }
            #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        }
    }

    @Test func `bytes drawn at random break nothing`() async throws {
        var random = SystemRandomNumberGenerator()
        try await serving { address in
            for _ in 0..<40 {
                let client = try RawClient(address)
                let count = Int.random(in: 1...3_000, using: &random)
                var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
                if Bool.random(using: &random) { bytes = Array("GET / HTTP/1.1\r\n".utf8) + bytes }
                client.send(String(decoding: bytes, as: UTF8.self))
            }
            let other = try RawClient(address)
            other.send("GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(try other.text().hasSuffix("GET /b\n"))
        }
    }
}
