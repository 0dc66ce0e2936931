// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLBinlog
import MySQLTestSupport
import MySQLWire

/// Damages a log in one way after the other and reads what is left of it.
struct Damage {
    /// What two ways of reading did not agree on, or a limit that was passed.
    struct Complaint: Error, CustomStringConvertible {
        var description: String
    }

    /// Most bytes that the process may have held at once.
    static let memoryLimit = 256 << 20

    private let log: MemoryLog
    private let events: [Range<Int>]
    private let hasChecksums: Bool
    private let name: String
    private let seed: UInt64

    /// Takes a log, its name, and how many cases there will be.
    init(_ bytes: [UInt8], name: String, seed: UInt64) {
        log = MemoryLog(bytes)
        events = log.events
        // A format description tells the checksum algorithm in front of its own 4 bytes.
        hasChecksums = events.first.map { bytes[$0.upperBound - 5] == 1 } ?? false
        self.name = name
        self.seed = seed
    }

    /// Reads the log with the damage of case after case; `announce` is told each before it begins.
    ///
    /// Memory is only looked at where the process does nothing else.
    func run(cases: Range<Int>, isAlone: Bool = true, announce: (String) -> Void) throws {
        for number in cases {
            announce("\(name), case \(number), MYSQL_TEST_SEED=\(seed)")
            try read(number)
        }
        guard isAlone else { return }
        let peak = try Damage.peakMemory()
        guard peak < Damage.memoryLimit else { throw Complaint(description: "\(name): \(peak) bytes of memory") }
    }

    private func read(_ number: Int) throws {
        var mutator = Mutator(SeededRandom(seed: seed &+ UInt64(number) &* 0x9e37_79b9))
        let isSealed = number.isMultiple(of: 2)
        let (bytes, first) = isSealed ? damagedEvent(&mutator) : (mutator.mutated(log.bytes), 0)
        var options = fixtureOptions
        options.maximumEventSize = 32 << 20
        options.verifiesChecksums = number % 4 != 0
        options.keepsUnknownEvents = number % 3 == 0
        var reader = ThoroughReader()
        // Reading goes on behind the damage: what cannot be trusted must still not bring the decoder down.
        try? MemoryLog(bytes).forEachEvent(options: options, goesOn: isSealed) { event in
            if event.position >= UInt64(first) { reader.read(event) }
        }
        guard reader.contradictions.isEmpty else {
            throw Complaint(description: "\(name), case \(number): \(reader.contradictions)")
        }
    }

    /// The log with damage in the body of one event, its length and checksum made right, and where that one begins.
    private func damagedEvent(_ mutator: inout Mutator) -> ([UInt8], Int) {
        guard let chosen = events.randomElement(using: &mutator.random) else { return (log.bytes, 0) }
        var header = Array(log.bytes[chosen.prefix(EventHeader.byteCount)])
        var body = Array(log.bytes[chosen.dropFirst(EventHeader.byteCount).dropLast(hasChecksums ? 4 : 0)])
        body = uncompressed(body, type: EventType(rawValue: header[4]), &mutator) ?? mutator.mutated(body)
        if Int.random(in: 0..<8, using: &mutator.random) == 0 {
            header[4] = UInt8.random(in: 0...180, using: &mutator.random)
        }
        var event = header + body + (hasChecksums ? [0, 0, 0, 0] : [])
        MemoryLog.seal(&event, hasChecksum: hasChecksums)
        var bytes = Array(log.bytes[..<chosen.lowerBound])
        bytes += event
        // A few more events see what the damage left behind.
        bytes += log.bytes[chosen.upperBound...].prefix(2_000)
        return (bytes, chosen.lowerBound)
    }

    /// A transaction payload with its content damaged and not compressed; nil for other events and every other time.
    private func uncompressed(_ body: [UInt8], type: EventType, _ mutator: inout Mutator) -> [UInt8]? {
        guard type == .transactionPayload, Bool.random(using: &mutator.random) else { return nil }
        var reader = WireReader(body.span)
        guard let payload = try? TransactionPayloadEvent(from: &reader), let stream = ZstdStream() else { return nil }
        stream.reset()
        var content: [UInt8] = []
        guard (try? stream.decompress(payload.payload, appendingTo: &content, limit: 1 << 20)) != nil else {
            return nil
        }
        content = mutator.mutated(content)
        // Compression 255 (none), no size, the length of what follows.
        var writer = WireWriter(bytes: [2, 3, 0xfc, 255, 0, 1, 9, 0xfe])
        writer.uint64(UInt64(content.count))
        writer.uint8(0)
        writer.array(content)
        return writer.bytes
    }

    /// The most memory that this process held at once, in bytes.
    static func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.count > 1, let kibibytes = Int(words[1]) { return kibibytes * 1_024 }
        }
        throw Complaint(description: "the system does not tell what memory was used")
    }
}
