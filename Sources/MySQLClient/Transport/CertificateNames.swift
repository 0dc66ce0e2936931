// SPDX-License-Identifier: Apache-2.0

package import NIOCore
import NIOSSL

/// The hosts that a certificate was made out to: its subject alternative names.
///
/// A common name is none of them: it says who somebody is, and not at which host (RFC 9525, section 2).
package struct CertificateNames: Sendable, Hashable {
    /// Names of hosts, the first label of which may be `*`.
    package var hosts: [String]
    /// Addresses, with port 0.
    package var addresses: Set<SocketAddress>

    /// Takes both.
    package init(hosts: [String], addresses: Set<SocketAddress>) {
        self.hosts = hosts
        self.addresses = addresses
    }

    /// Whether there are neither.
    package var isEmpty: Bool { hosts.isEmpty && addresses.isEmpty }

    /// Whether the certificate was made out to a host, a name or an address as it was typed.
    ///
    /// An address is looked for among the addresses and a name among the names: what a name was looked up to counts for
    /// nothing, since whoever answers the look-up would choose it.
    ///
    /// Source: RFC 6125, section 6.4; RFC 9525, section 6.
    package func include(_ host: String) -> Bool {
        if let address = CertificateNames.address(host) { return addresses.contains(address) }
        guard let labels = CertificateNames.labels(host), labels.first != "*" else { return false }
        return hosts.contains { CertificateNames.matches($0, labels) }
    }

    /// Whether a certificate's name is that of a host with these labels.
    ///
    /// A star stands for one whole label, the first, with two or more behind it, as OpenSSL takes it.
    private static func matches(_ name: String, _ host: [String]) -> Bool {
        guard let pattern = labels(name), pattern.count == host.count else { return false }
        guard pattern[0] == "*" else { return pattern == host }
        return pattern.count > 2 && pattern.dropFirst() == host.dropFirst()
    }

    /// The labels of a host's name in lower case; nil where it is none in ASCII, as certificates have them.
    private static func labels(_ name: String) -> [String]? {
        // A dot at the end says that the name is complete, which it is.
        let name = name.hasSuffix(".") ? name.dropLast() : name[...]
        guard !name.isEmpty, name.utf8.count <= 253, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            return nil
        }
        let labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        // A star that is a part of a label, or no first label, is no star of ours.
        let isPlain = labels.enumerated().allSatisfy { !$1.isEmpty && ($0 == 0 && $1 == "*" || !$1.contains("*")) }
        return isPlain ? labels : nil
    }

    /// The address that a host is, with port 0; nil for a name.
    package static func address(_ host: String) -> SocketAddress? {
        // The zone of `fe80::1%eth0` is this machine's own.
        let text = host.contains(":") ? String(host.prefix { $0 != "%" }) : host
        do {
            return try SocketAddress(ipAddress: text, port: 0)
        } catch {
            // It is a name.
            return nil
        }
    }
}

extension CertificateNames {
    /// Reads the names of a certificate.
    init(_ certificate: NIOSSLCertificate) {
        self.init(hosts: [], addresses: [])
        for name in certificate._subjectAlternativeNames() {
            switch name.nameType {
            case .dnsName: hosts.append(String(decoding: name.contents, as: UTF8.self))
            case .ipAddress:
                do {
                    addresses.insert(try SocketAddress(packedIPAddress: ByteBuffer(bytes: name.contents), port: 0))
                } catch {
                    // Neither 4 nor 16 bytes: nobody has that address.
                    continue
                }
            // Mail addresses and the like are no hosts.
            default: continue
            }
        }
    }
}

extension CertificateNames: CustomStringConvertible {
    /// The names and addresses, without what steers terminals; says so where there are none.
    package var description: String {
        let all =
            hosts.map { name in name.filter { $0.isASCII && $0 > " " && $0 != "\u{7f}" } }
            + addresses.compactMap(\.ipAddress).sorted()
        guard !all.isEmpty else { return "no host (a common name is none)" }
        let first = all.prefix(8).joined(separator: ", ")
        return all.count > 8 ? "\(first) and \(all.count - 8) more" : first
    }
}
