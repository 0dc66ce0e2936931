// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore

/// A socket on which a user was authenticated, and what was agreed there.
struct AuthenticatedSession: Sendable {
    let server: ServerInformation
    let channel: any Channel
    let pump: NIOLoopBound<PacketPump>
    let turns: NIOLoopBound<TurnQueue>
    let layout: PacketLayout
    let status: StatusFlags
}
