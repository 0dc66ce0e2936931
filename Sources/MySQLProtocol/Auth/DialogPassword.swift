// SPDX-License-Identifier: Apache-2.0

import MySQLWire

/// The plugin `dialog` of MariaDB's and Percona's PAM: questions, answered by the passwords in their order, where clear text is
/// allowed.
///
/// A question is one byte (its lowest bit: the last one) and the text.
///
/// Source: MariaDB manual, "Authentication Plugin - PAM"; mariadb-connector-c, `plugins/auth/dialog.c`.
struct DialogPassword: AuthenticationExchange {
    static let name = AuthenticationPlugin.dialog.rawValue

    private let context: AuthenticationContext
    private var answers: ArraySlice<Secret>

    init(_ context: AuthenticationContext) {
        self.context = context
        answers = ([context.password] + context.furtherPasswords)[...]
    }

    /// The first question may come with the request; without one there is an empty answer, and the question follows.
    mutating func begin(_ challenge: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        try context.requireClearText(for: DialogPassword.name)
        return challenge.isEmpty ? [] : try answer(challenge)
    }

    mutating func received(_ content: [UInt8]) throws(HandshakeFailure) -> AuthenticationStep {
        .send(try answer(content))
    }

    private mutating func answer(_ question: [UInt8]) throws(HandshakeFailure) -> [UInt8] {
        try context.requireClearText(for: DialogPassword.name)
        guard let answer = answers.popFirst() else {
            throw .unansweredPrompt(String(decoding: question.dropFirst(), as: UTF8.self))
        }
        return answer.bytes + [0]
    }
}
