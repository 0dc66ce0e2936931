// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLReplication

/// Follows the servers that the options name.
struct LiveRun: Sendable {
    private let tails: [LiveTail]
    private let sources: [LiveSource]

    /// Takes options that were checked.
    ///
    /// - Throws: what is wrong with an option, a resume file, or the output.
    init(_ invocation: Invocation) throws {
        let options = invocation.options
        sources = try invocation.sources()
        let target = try options.target(appends: options.live.resumeFile != nil)
        // With several sources the lengths of one resume file do not tell what belongs to the others.
        if sources.count == 1, let known = sources.first?.record?.output {
            let cut = try target.cut(to: known)
            if cut > 0 {
                StandardError.print("binlogtail: \(cut) bytes of the output were cut off: they are written again")
            }
        }
        tails = try sources.map { try LiveTail($0, options, to: target) }
    }

    /// Follows until the end, an error or a signal.
    func run() async -> ExitStatus {
        let (ends, signal) = await SignalScope.run { await follow() }
        var status = ExitStatus.success
        for (source, end) in zip(sources, ends) {
            tell(source, end, signal)
            if end.status != .success { status = end.status }
        }
        return status
    }

    /// One task for each server; one that fails ends the others.
    private func follow() async -> [LiveEnd] {
        await withTaskGroup(of: (Int, LiveEnd).self) { group in
            for (index, tail) in tails.enumerated() { group.addTask(priority: nil) { (index, await tail.run()) } }
            var ends: [Int: LiveEnd] = [:]
            for await (index, end) in group {
                ends[index] = end
                if case .finished = end.reason { continue }
                group.cancelAll()
            }
            return tails.indices.map { ends[$0] ?? LiveEnd(reason: .stopped) }
        }
    }

    private func tell(_ source: LiveSource, _ end: LiveEnd, _ signal: Int32?) {
        let prefix = "binlogtail: " + (source.label.map { $0 + ": " } ?? "")
        if end.skipped > 0 {
            let what =
                end.skipped == 1 ? "1 event of an unknown type was" : "\(end.skipped) events of unknown types were"
            StandardError.print(prefix + what + " skipped")
        }
        switch end.reason {
        case .finished: return
        case .outputClosed: StandardError.print(prefix + "the reader of the output has gone; " + goingOn(source, end))
        case .failed(let text):
            StandardError.print(prefix + text)
            if end.point != nil { StandardError.print(prefix + goingOn(source, end)) }
        case .stopped: StandardError.print(prefix + "stopped; " + goingOn(source, end))
        }
    }

    /// Where to go on.
    private func goingOn(_ source: LiveSource, _ end: LiveEnd) -> String {
        guard let point = end.point else { return "nothing was read" }
        let place = "everything before \(point.file) was written"
        if let file = source.resumeFile, end.isSaved { return "\(place); \(file.path) says where to go on" }
        var text = "\(place); to go on: --start-position \(point.file.offset) \(point.file.file)"
        if let gtids = point.executed, "\(gtids)".utf8.count > 0 { text += ", or --start-gtid '\(gtids)'" }
        return text
    }
}
