// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLBinlog
import MySQLTypes

/// Reads the files that the options name and writes their events.
struct FileRun: ~Copyable {
    private let files: [String]
    private let startPosition: UInt64
    private let stopPosition: UInt64?
    private let stop: UInt32?
    private let decoderOptions: BinlogDecoder.Options
    private let keys: BinlogKeys
    private var printer: EventPrinter
    /// Where the event ends that could not be read; nil where that is not known.
    private var behind: UInt64?

    /// Takes options that were checked, and where the questions of a rehearsed undo go.
    init(_ options: Options, checks: UndoChecks? = nil) throws {
        let filter = try options.filter()
        let stop = try options.moment(options.stopDatetime, "--stop-datetime")
        let decoderOptions = try options.decoderOptions()
        let keys = try options.keys()
        let target = try options.target(appends: false)
        // Each option is read once: its wrapper costs more than an event does.
        files = try ArchiveReading.files(options)
        startPosition = options.startPosition?.offset ?? 0
        stopPosition = options.stopPosition
        self.stop = stop
        self.decoderOptions = decoderOptions
        self.keys = keys
        printer = EventPrinter(options, filter: filter, to: target, checks: checks)
    }

    /// Reads everything; says how it went.
    mutating func run() -> ExitStatus {
        var status = ExitStatus.success
        do throws(OutputError) {
            for (index, file) in files.enumerated() {
                let isLast = index == files.count - 1
                guard try read(file, isFirst: index == 0, isLast: isLast, &status) else { break }
            }
            try finish(&status)
        } catch {
            // Whoever read the output has gone: that is an end like another.
            if error.isClosedPipe { return status }
            let reason = SystemMessage.text(of: error.number)
            StandardError.print("binlogtail: the output cannot be written: \(reason)")
            return .failure
        }
        printer.tellSkipped()
        return status
    }

    /// Reads one file; false where no other is to be read.
    private mutating func read(
        _ file: String,
        isFirst: Bool,
        isLast: Bool,
        _ status: inout ExitStatus
    ) throws(OutputError) -> Bool {
        do throws(FormatError) {
            return try events(of: file, isFirst: isFirst, isLast: isLast)
        } catch {
            switch error {
            case .output(let error): throw error
            case .event(let error):
                // What was understood is written before what was not is told.
                try printer.flush()
                return fail(file, explain(error), &status)
            case .refused(let refusal):
                try printer.flush()
                return fail(file, "\(refusal)", &status)
            case .storage(let error): return fail(file, "\(error)", &status)
            }
        }
    }

    private mutating func finish(_ status: inout ExitStatus) throws(OutputError) {
        do throws(FormatError) {
            try printer.finish()
        } catch {
            switch error {
            case .output(let error): throw error
            case .event(let error): _ = fail("the output", "\(error)", &status)
            case .refused(let refusal): _ = fail("the output", "\(refusal)", &status)
            case .storage(let error): _ = fail("the output", "\(error)", &status)
            }
        }
    }

    private mutating func fail(_ file: String, _ reason: String, _ status: inout ExitStatus) -> Bool {
        StandardError.print("binlogtail: \(file == "-" ? "standard input" : file): \(reason)")
        status = .failure
        printer.fail()
        return false
    }

    /// Says what is wrong with a file and, where that is known, what to do.
    private func explain(_ error: BinlogError) -> String {
        switch error.kind {
        case .system(let number): return SystemMessage.text(of: number)
        case .malformed, .malformedValue, .columnCountMismatch, .unsupportedColumn:
            guard let behind else { return "\(error)" }
            return "\(error); to read on behind it: --start-position \(behind)"
        case .truncatedHeader(present: 0): return "the file ends before position \(startPosition) (--start-position)"
        default: return "\(error)"
        }
    }

    private mutating func events(of file: String, isFirst: Bool, isLast: Bool) throws(FormatError) -> Bool {
        var reader = try open(file)
        do throws(OutputError) {
            try printer.beginFile(file == "-" ? "stdin" : file)
        } catch {
            throw .output(error)
        }
        let start = isFirst ? startPosition : 0
        let end = isLast ? stopPosition : nil
        if start == 0, end == nil, stop == nil {
            // Nothing is compared where nothing limits what is read.
            while let event = try next(&reader) { try take(event) }
            return true
        }
        var count = 0
        while true {
            // The event behind the head of a file of MariaDB may tell how all that follows is encrypted.
            let isHead = count == 0 || (count == 1 && reader.format?.isMariaDB == true)
            if !isHead, start > reader.position { try skip(&reader, to: start) }
            guard let event = try next(&reader) else { return true }
            count += 1
            if count == 2, start > event.position { continue }
            if let end, event.position >= end { return false }
            if let stop, event.header.timestamp >= stop, !event.header.type.isUpkeep { return false }
            try take(event)
        }
    }

    @inline(__always)
    private mutating func take(_ event: borrowing BinlogEvent) throws(FormatError) {
        do throws(FormatError) {
            try printer.take(event)
        } catch {
            // Nothing can begin within a payload.
            behind = event.isInner ? nil : event.endPosition
            throw error
        }
    }

    private func open(_ file: String) throws(FormatError) -> BinlogFileReader {
        do throws(BinlogError) {
            return file == "-"
                ? BinlogFileReader(standardInputWith: decoderOptions, keys: keys)
                : try BinlogFileReader(path: file, options: decoderOptions, keys: keys)
        } catch {
            throw .event(error)
        }
    }

    @_lifetime(&reader)
    private mutating func next(_ reader: inout BinlogFileReader) throws(FormatError) -> BinlogEvent? {
        do throws(BinlogError) {
            return try reader.next()
        } catch {
            behind = reader.position > error.position ? reader.position : nil
            throw .event(error)
        }
    }

    private func skip(_ reader: inout BinlogFileReader, to position: UInt64) throws(FormatError) {
        do throws(BinlogError) {
            try reader.skip(to: position)
        } catch {
            throw .event(error)
        }
    }
}
