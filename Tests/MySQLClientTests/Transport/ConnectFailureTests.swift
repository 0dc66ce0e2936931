// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import NIOCore
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite struct ConnectFailureTests {
    private let host = ConnectFailure(.tcp(host: "db1", port: 3307), timeout: .seconds(10))
    private let file = ConnectFailure(.unixSocket(path: "/run/x.sock"), timeout: .seconds(10))

    private func system(_ number: Int32) -> IOError {
        IOError(errnoCode: number, reason: "connect(descriptor:addr:size:)")
    }

    @Test func `each reason is one sentence that names the server once`() {
        #expect(host.error(for: system(ECONNREFUSED)).sentence == "the connection was refused: db1:3307")
        #expect(
            host.error(for: system(EHOSTUNREACH)).sentence
                == "the server cannot be reached: db1:3307 (no route to the host)"
        )
        #expect(host.error(for: system(ETIMEDOUT)).sentence == "connecting took too long: db1:3307 (no answer)")
        let silent = host.error(for: ChannelError.connectTimeout(.seconds(10)))
        #expect(silent.sentence == "connecting took too long: db1:3307 (no answer within 10.0 seconds)")
        #expect(file.error(for: system(ENOENT)).sentence == "there is no such socket file: /run/x.sock")
        #expect(
            file.error(for: system(EACCES)).sentence
                == "the system does not permit the connection: /run/x.sock (permission denied)"
        )
        #expect(
            file.error(for: system(ENOTSOCK)).sentence
                == "the server cannot be reached: /run/x.sock (no socket of this kind)"
        )
    }

    @Test(arguments: [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT, ENOENT, EACCES, EPERM])
    func `each reason says what to do, and nothing was sent`(_ number: Int32) {
        let error = host.error(for: system(number))
        #expect(error.advice != nil)
        #expect(error.outcome == .notSent)
        #expect(error.underlying != nil)
    }
}
