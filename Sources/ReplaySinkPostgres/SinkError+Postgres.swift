// SPDX-License-Identifier: Apache-2.0

import ChangeReplay

extension SinkError {
    /// What a failure of the server means for a replay.
    ///
    /// Source: PostgreSQL 15, appendix A.
    init(_ error: PostgresError, change: Int? = nil) {
        let code: Code
        var advice: String?
        switch error.kind {
        case .address: code = .refused
        case .connect:
            // 28: the login; 3D: no such database; 42501: no right to connect.
            let isFinal =
                ["28", "3D", "42"].contains(error.sqlState?.category ?? "") || error.message.contains("certificate")
            code = isFinal ? .refused : .unavailable
        case .disconnected, .deadline, .cancelled, .unexpectedAnswer: code = .unavailable
        case .skipped: code = .rejected
        case .server: (code, advice) = SinkError.meaning(of: error.sqlState ?? SQLState("XX000"))
        }
        var message = error.description
        if error.kind == .server {
            let place = [error.table, error.column].compactMap { $0 }.joined(separator: ".")
            if !place.isEmpty, !message.contains(place) { message += " at \(place)" }
        }
        self.init(code, message, advice: advice, change: change, underlying: error)
    }

    private static func meaning(of state: SQLState) -> (Code, advice: String?) {
        switch state {
        case .readOnly: return (.unavailable, "the target is read-only, as a standby is")
        case .diskFull: return (.unavailable, "make room on the target's disk")
        case _ where state.isTransient: return (.contention, nil)
        case .queryCancelled: return (.contention, "statement_timeout or somebody cancelled it")
        case SQLState("42501"): return (.refused, "grant the user what it lacks")
        default: break
        }
        switch state.category {
        // Connections, resources, administrators, the system.
        case "08", "53", "57", "58": return (.unavailable, nil)
        // Names and types that are not as they were described.
        case "42", "3F", "0A": return (.schema, nil)
        default: return (.rejected, nil)
        }
    }
}
