// SPDX-License-Identifier: Apache-2.0

import Testing
import lagwatch

struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:9104", "127.0.0.1", 9104), ("[::1]:9104", "::1", 9104),
        ("db-mon.internal:80", "db-mon.internal", 80),
        ("9104", "127.0.0.1", 9104), (":9104", "127.0.0.1", 9104), ("*:9104", "0.0.0.0", 9104), ("[::]:0", "::", 0),
        ("localhost:65535", "localhost", 65535),
    ])
    func `an address is what stands before the last colon`(_ text: String, _ host: String, _ port: Int) throws {
        #expect(try ListenAddress(text) == ListenAddress(host: host, port: port))
    }

    @Test(arguments: [
        "", ":", "127.0.0.1:", "127.0.0.1", "host:port", "host:65536", "host:-1", "host:+1", "::1:9104", "[::1]",
        "[::1]9104",
        "[::1:9104", "host:99999999999999999999", "host:९",
    ])
    func `what is none is told with an example`(_ text: String) {
        let error = #expect(throws: ServeError.self) { try ListenAddress(text) }
        #expect(error?.description.contains("'\(text)' is no address to serve at") == true)
        #expect(error?.description.contains(":9104") == true)
    }

    @Test func `it is written as it is read`() throws {
        #expect(try ListenAddress("[::1]:9104").description == "[::1]:9104")
        #expect(try ListenAddress("9104").description == "127.0.0.1:9104")
    }
}
