// SPDX-License-Identifier: Apache-2.0

/// A server's version, as its greeting tells it.
///
/// ```swift
/// let version = ServerVersion(greeting: "5.5.5-10.11.19-MariaDB-log", capabilities: [])
/// version.flavour             // .mariaDB
/// version.isAtLeast(10, 5)    // true
/// ```
///
/// Two versions are equal when flavour and numbers are; what else the text says (builds, vendors) does not count.
public struct ServerVersion: Sendable {
    /// Whose server it is.
    public var flavour: ServerFlavour
    /// The first number.
    public var major: Int
    /// The second number.
    public var minor: Int
    /// The third number; 0 where the text has none.
    public var patch: Int
    /// The text as the server sent it.
    public var text: String

    /// Takes the numbers; the text is made of them.
    public init(_ flavour: ServerFlavour, _ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.flavour = flavour
        self.major = major
        self.minor = minor
        self.patch = patch
        self.text = "\(major).\(minor).\(patch)" + (flavour == .mariaDB ? "-MariaDB" : "")
    }

    /// Reads what a greeting says; never fails: a text without numbers is version 0.0.0 and keeps its text.
    ///
    /// MariaDB is told by its name in the text or by ``CapabilityFlags/longPassword`` being clear. MariaDB 10 puts `5.5.5-`
    /// before its version, because replicas of MySQL 5 took no other first digit; the prefix does not count.
    ///
    /// Source: MariaDB 11.8, `sql/sql_acl.cc`, `send_server_handshake_packet`; MariaDB 11.8, `include/mysql_com.h`.
    public init(greeting text: String, capabilities: CapabilityFlags) {
        self.init(variable: text)
        if !capabilities.contains(.longPassword) { self.init(.mariaDB, text: text) }
    }

    /// Reads the value of the server variable `version`, in which MariaDB always has its name.
    public init(variable text: String) {
        self.init(text.lowercased().contains("mariadb") ? .mariaDB : .mysql, text: text)
    }

    /// Reads the text of a server of known flavour.
    public init(_ flavour: ServerFlavour, text: String) {
        self.flavour = flavour
        self.text = text
        var rest = text[...]
        let prefix = "5.5.5-"
        if flavour == .mariaDB, rest.hasPrefix(prefix), rest.dropFirst(prefix.count).first?.isASCIIDigit == true {
            rest = rest.dropFirst(prefix.count)
        }
        var numbers = [0, 0, 0]
        for index in numbers.indices {
            let digits = rest.prefix { $0.isASCIIDigit }
            // More than 9 digits are no version, and would not fit everywhere.
            guard !digits.isEmpty, digits.count <= 9, let number = Int(digits) else { break }
            numbers[index] = number
            rest = rest.dropFirst(digits.count)
            guard rest.first == "." else { break }
            rest = rest.dropFirst()
        }
        major = numbers[0]
        minor = numbers[1]
        patch = numbers[2]
    }

    /// Whether the numbers are these or later ones; says nothing of the flavour.
    public func isAtLeast(_ major: Int, _ minor: Int, _ patch: Int = 0) -> Bool {
        (self.major, self.minor, self.patch) >= (major, minor, patch)
    }
}

extension ServerVersion: Hashable, Comparable {
    /// Whether flavour and numbers are the same.
    public static func == (left: ServerVersion, right: ServerVersion) -> Bool {
        left.flavour == right.flavour && left.numbers == right.numbers
    }

    /// Whether the numbers are earlier; with the same numbers MySQL comes before MariaDB.
    public static func < (left: ServerVersion, right: ServerVersion) -> Bool {
        if left.numbers != right.numbers { return left.numbers < right.numbers }
        return left.flavour == .mysql && right.flavour == .mariaDB
    }

    /// Hashes what ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(flavour)
        hasher.combine(major)
        hasher.combine(minor)
        hasher.combine(patch)
    }

    private var numbers: (Int, Int, Int) { (major, minor, patch) }
}

extension ServerVersion: CustomStringConvertible {
    /// Flavour and text, such as `MySQL 9.7.4`.
    public var description: String { "\(flavour) \(text)" }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
