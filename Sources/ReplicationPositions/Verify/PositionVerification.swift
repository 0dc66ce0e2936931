// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication

/// What a server says of a position.
public struct PositionVerification: Sendable, Hashable {
    /// The server that was asked.
    public var server: SourceIdentity
    /// Its version, as it writes it.
    public var version: String
    /// What was verified, in the order in which it was.
    public var checks: [VerifiedCheck] = []
    /// What stands at the place; nil where it was not looked at.
    public var place: PlaceInLog?

    /// Whether nothing speaks against beginning there.
    public var isGood: Bool { !checks.contains { $0.outcome == .bad } }

    /// Begins with the server.
    init(_ server: SourceIdentity, version: String) {
        self.server = server
        self.version = version
    }

    mutating func add(
        _ subject: VerifiedCheck.Subject,
        _ outcome: VerifiedCheck.Outcome,
        _ message: String,
        advice: String? = nil
    ) {
        checks.append(VerifiedCheck(subject, outcome, message, advice: advice))
    }
}
