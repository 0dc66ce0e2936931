// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol

extension MySQLError {
    /// The error for a login that came to nothing.
    init(_ failure: HandshakeFailure, source: PacketSource) {
        switch failure {
        case .server(let packet):
            let report = ServerReport(number: packet.code, sqlState: packet.sqlState, message: packet.message)
            self.init(.server, outcome: .notSent, server: report)
        case .violated(let violation):
            self = source.error(violation)
        case .tlsNotOffered:
            self.init(.tlsUnavailable, outcome: .notSent, underlying: failure)
        case .certificateNotProven:
            self.init(.certificateRefused, outcome: .notSent, detail: failure.description, underlying: failure)
        case .plaintextBeforeTLS, .malformedChallenge, .tooManyRounds, .invalidPublicKey:
            self.init(.protocolViolation, outcome: .notSent, detail: failure.description, underlying: failure)
        case .compressionNotOffered:
            self.init(.compressionUnavailable, outcome: .notSent, underlying: failure)
        case .unsupportedPlugin, .clearTextNotAllowed, .unprotectedTransport, .publicKeyNotAllowed, .passwordTooLong,
            .missingPassword, .unansweredPrompt, .cryptographyFailed, .attributesTooLarge, .zeroByte:
            self.init(.authenticationRefused, outcome: .notSent, detail: failure.description, underlying: failure)
        }
    }
}
