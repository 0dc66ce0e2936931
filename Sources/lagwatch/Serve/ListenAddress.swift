// SPDX-License-Identifier: Apache-2.0

/// Where to listen: `ADDRESS:PORT`.
///
/// Without an address, or with none before the colon, it is the loopback address, so that nobody opens a port to a network
/// without saying so; `*` is every address of the machine.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// A name or number, IPv6 without brackets.
    package var host: String
    /// The port; 0 lets the system choose.
    package var port: Int

    /// Takes both.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `ADDRESS:PORT`, `[IPv6]:PORT`, `:PORT`, `*:PORT` or `PORT`.
    package init(_ text: String) throws(ServeError) {
        var host = Substring()
        var port = Substring(text)
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]"), text[text.index(after: end)...].hasPrefix(":") else {
                throw ServeError("'\(text)' is no address to serve at: an IPv6 address is written [::1]:9104")
            }
            host = text[text.index(after: text.startIndex)..<end]
            port = text[text.index(end, offsetBy: 2)...]
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
            guard !host.contains(":") else {
                throw ServeError("'\(text)' is no address to serve at: an IPv6 address is written [::1]:9104")
            }
        }
        guard !port.isEmpty, port.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(port), number <= 65535
        else {
            throw ServeError("'\(text)' is no address to serve at: ADDRESS:PORT is wanted, such as 127.0.0.1:9104")
        }
        switch host {
        case "": self.init(host: "127.0.0.1", port: number)
        case "*": self.init(host: "0.0.0.0", port: number)
        default: self.init(host: String(host), port: number)
        }
    }

    /// `ADDRESS:PORT`, as ``init(_:)`` reads it.
    package var description: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}
