// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

/// How a dump is asked for, and what is known where it begins.
struct StreamPlan: Sendable {
    /// How the dump is asked for.
    var dump: DumpRequest.Start
    /// What was handed over before it.
    var resumePoint: ResumePoint
    /// What is left out at its beginning.
    var skip: StreamIntake.Skip?

    /// Asks for what is behind `dump`.
    init(_ dump: DumpRequest.Start, from resumePoint: ResumePoint, skip: StreamIntake.Skip? = nil) {
        self.dump = dump
        self.resumePoint = resumePoint
        self.skip = skip
    }

    /// Asks for what is behind a place in a file.
    ///
    /// COM_BINLOG_DUMP has 32 bits for the offset. Beyond, MySQL takes it in the other command where all has GTIDs; else
    /// the file is read from its beginning and what was handed over is left out.
    init(behind place: BinlogFilePosition, of server: ServerProfile, executed: ExecutedGTIDs?) {
        resumePoint = ResumePoint(source: server.identity, file: place, executed: executed)
        if place.offset <= UInt64(UInt32.max) {
            dump = .file(place)
        } else if server.takesWideOffsets {
            dump = .wideFile(place)
        } else {
            dump = .file(BinlogFilePosition(file: place.file))
            skip = .offset(place.offset)
        }
    }
}
