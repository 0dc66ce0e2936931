// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// How far MariaDB is with a long statement; the answer is still to come.
package struct ProgressReport: Sendable, Hashable {
    /// The number that stands where an error has its own.
    package static let code: UInt16 = 0xffff

    /// The stage that is under way, from 1.
    package var stage: UInt8
    /// How many stages there are.
    package var stageCount: UInt8
    /// How much of the stage is done, in thousandths of a percent.
    package var progress: UInt32
    /// What is being done.
    package var state: String

    /// Takes all fields.
    package init(stage: UInt8, stageCount: UInt8, progress: UInt32, state: String) {
        self.stage = stage
        self.stageCount = stageCount
        self.progress = progress
        self.state = state
    }

    /// Reads the packet to its end: `ff ff ff`; 1 byte that counts texts, of which there is one; `stage` and `stageCount`
    /// in 1 byte each; `progress` in 3 bytes; the state as length-encoded text.
    ///
    /// Source: MariaDB 11.8, `sql/protocol.cc`, `net_send_progress_packet`.
    package init(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let header = try reader.uint24()
        guard header == 0xff_ffff else { throw WireError(.invalidValue(UInt64(header)), at: start) }
        let countOffset = reader.offset
        let count = try reader.uint8()
        guard count == 1 else { throw WireError(.invalidValue(UInt64(count)), at: countOffset) }
        stage = try reader.uint8()
        stageCount = try reader.uint8()
        progress = try reader.uint24()
        state = String(repairing: try reader.lengthEncodedSpan())
        try reader.expectEnd()
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint24(0xff_ffff)
        writer.uint8(1)
        writer.uint8(stage)
        writer.uint8(stageCount)
        writer.uint24(progress)
        writer.lengthEncodedText(state)
    }
}
