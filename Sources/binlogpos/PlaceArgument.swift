// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import Foundation
import ReplicationPositions

/// A place as people type it: FILE:OFFSET, GTIDs, or a file that tells one.
struct PlaceArgument {
    /// The place.
    var point: StartPoint
    /// The event before it, where it was recorded.
    var mark: EventMark?
    /// Whether the text that tells it proves that it is safe.
    var isSafe = true

    /// Reads an argument; `choice` chooses where a file tells several places.
    ///
    /// - Throws: ``InputError`` where a file cannot be read, ``UsageError`` where the text is nothing of all that.
    init(_ text: String, _ choice: PlaceChoice) throws {
        if text == "-" || FileManager.default.fileExists(atPath: text) {
            if text != "-", let record = try? PositionDocument(json: InputFile.bytes(of: text)).record.place {
                do throws(PositionRecordError) {
                    point = try StartPoint(record)
                    mark = record.mark
                } catch {
                    throw InputError("\(text): \(error)")
                }
                return
            }
            let taken = try choice.point(of: text)
            guard taken.0.file != nil || taken.0.gtid != nil else {
                throw InputError("\(text): tells no whole place to ask for")
            }
            point = taken.0
            isSafe = taken.isSafe
        } else if !PlaceArgument.beginsWithUUID(text), let place = BinlogFilePosition(text) {
            point = StartPoint(file: place)
        } else {
            do throws(GTIDSyntaxError) {
                point = StartPoint(gtid: try GTIDText.read(text))
            } catch {
                throw UsageError("'\(text)' is no file, no FILE:OFFSET and no GTIDs: \(error)")
            }
        }
    }

    /// Whether a text is a GTID of MySQL, which looks like a file and an offset too: `uuid:5`.
    private static func beginsWithUUID(_ text: String) -> Bool {
        text.firstIndex(of: ":").map { SourceID(String(text[..<$0])) != nil } ?? false
    }
}
