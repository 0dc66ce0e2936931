// SPDX-License-Identifier: Apache-2.0
import MySQLBinlog
import MySQLTestSupport
import MySQLTypes
import MySQLWire

/// What a hostile source sends as its log.
struct HostileDump: Sendable {
    /// What follows the events.
    enum Ending: Sendable {
        case hangUp
        case stall
        case endOfFile
        case error(UInt16, String)
        /// 4 MiB of these, then nothing more.
        case flood([[UInt8]])
    }

    /// How a stream may end.
    enum Expectation: Sendable {
        /// An error.
        case error
        /// An error of this code, told at once: nobody connects again.
        case fatal(String)
        /// Either: what was damaged may have no meaning.
        case any
        /// Whatever comes of it; each attempt gets somewhere, so attempts are not counted.
        case alive
    }

    let name: String
    let events: [[UInt8]]
    let ending: Ending
    let expectation: Expectation

    init(_ name: String, _ events: [[UInt8]], _ ending: Ending = .stall, _ expectation: Expectation = .error) {
        self.name = name
        self.events = events
        self.ending = ending
        self.expectation = expectation
    }

    private static func stream(_ isMariaDB: Bool) -> SyntheticStream {
        SyntheticStream(isMariaDB ? .mariaDB : .mysql)
    }

    private static func transaction(_ number: UInt64, _ isMariaDB: Bool, in stream: inout SyntheticStream) {
        if isMariaDB {
            stream.mariaDBGTID(number)
        } else {
            stream.gtid(Int64(bitPattern: number))
            stream.query("BEGIN")
        }
        stream.insert([1, 2, 3])
        stream.xid()
    }

    /// ROTATE, format description, two transactions.
    static func honest(_ isMariaDB: Bool) -> [[UInt8]] {
        var stream = stream(isMariaDB)
        transaction(2, isMariaDB, in: &stream)
        transaction(3, isMariaDB, in: &stream)
        return stream.events
    }

    /// Every attack, the same ones for the same seed.
    static func all(isMariaDB: Bool, seed: UInt64) -> [HostileDump] {
        let honest = honest(isMariaDB)
        return [HostileDump("nothing wrong", honest, .endOfFile, .error)]
            + lies(honest) + rotations(isMariaDB) + formats(honest, isMariaDB) + heartbeats(isMariaDB)
            + groups(isMariaDB) + errors(honest) + mutations(honest, seed)
    }

    /// Lengths, checksums and cuts of each event.
    private static func lies(_ honest: [[UInt8]]) -> [HostileDump] {
        var dumps: [HostileDump] = []
        for index in honest.indices {
            func replacing(_ name: String, _ event: [UInt8]) {
                var events = honest
                events[index] = event
                dumps.append(HostileDump("\(name) at \(index)", events))
            }
            for length in [0, 1, 18, 19, honest[index].count - 1, honest[index].count + 1, 0x7fff_ffff, 0xffff_ffff] {
                var event = honest[index]
                for byte in 0..<4 { event[9 + byte] = UInt8(truncatingIfNeeded: length >> (8 * byte)) }
                replacing("length \(length)", event)
            }
            var damaged = honest[index]
            damaged[damaged.count - 1] ^= 0x80
            replacing("wrong checksum", damaged)
            for count in [0, 1, 18, 19, 22, 23] { replacing("cut to \(count)", Array(honest[index].prefix(count))) }
            var without = honest
            without.remove(at: index)
            dumps.append(HostileDump("left out \(index)", without, .stall, .any))
            dumps.append(HostileDump("cut off before \(index)", Array(honest[..<index]), .hangUp))
            dumps.append(HostileDump("ended before \(index)", Array(honest[..<index]), .endOfFile))
        }
        return dumps
    }

    private static func rotations(_ isMariaDB: Bool) -> [HostileDump] {
        func dump(_ name: String, _ expectation: Expectation, _ body: (inout SyntheticStream) -> Void) -> HostileDump {
            var stream = stream(isMariaDB)
            transaction(2, isMariaDB, in: &stream)
            body(&stream)
            transaction(3, isMariaDB, in: &stream)
            return HostileDump(name, stream.events, .stall, expectation)
        }
        func rotate(_ offset: UInt64, _ file: String) -> (inout SyntheticStream) -> Void {
            { stream in
                stream.append(.rotate) { body in
                    body.uint64(offset)
                    body.text(file)
                }
            }
        }
        var again = stream(isMariaDB)
        again.append(.rotate) { body in
            body.uint64(4)
            body.text("binlog.000001")
        }
        return [
            dump("a rotation to no name", .error, rotate(4, "")),
            dump("a rotation to a long name", .error, rotate(4, String(repeating: "x", count: 600))),
            dump("a rotation beyond 2^63", .error, rotate(1 << 63, "binlog.000002")),
            dump("a rotation to the last offset", .any, rotate(1 << 63 - 1, "binlog.000002")),
            dump("a rotation to where nothing is", .any, rotate(0, "binlog.000002")),
            dump("a rotation backwards", .any, rotate(4, "binlog.000000")),
            dump("a rotation that is cut", .error) { stream in stream.append(.rotate) { $0.uint32(4) } },
            dump("a rotation within a transaction", .any) { stream in
                if isMariaDB { stream.mariaDBGTID(9) } else { stream.gtid(9) }
                rotate(4, "binlog.000002")(&stream)
            },
            HostileDump("rotations without end", again.events, .flood([again.events.last ?? []]), .any),
        ]
    }

    private static func formats(_ honest: [[UInt8]], _ isMariaDB: Bool) -> [HostileDump] {
        var dumps = [
            HostileDump("events before the format description", [honest[0]] + honest[2...]),
            HostileDump("a format description before the rotation", Array(honest[1...]), .stall, .any),
            HostileDump(
                "a format description within a transaction",
                honest[..<4] + [honest[1]] + honest[4...],
                .stall,
                .any
            ),
            HostileDump("format descriptions without end", Array(honest[..<2]), .flood([honest[1]]), .any),
        ]
        // The version, the length of headers, the lengths of types, the checksum's kind.
        for offset in 19..<honest[1].count {
            for value in [0, 1, 0x7f, 0xff] as [UInt8] where honest[1][offset] != value {
                // Names of versions are text.
                guard !(24..<71).contains(offset) else { continue }
                var event = honest[1]
                event[offset] = value
                MemoryLog.seal(&event, hasChecksum: true)
                dumps.append(
                    HostileDump("format byte \(offset) is \(value)", [honest[0], event] + honest[2...], .stall, .any)
                )
            }
        }
        return dumps
    }

    private static func heartbeats(_ isMariaDB: Bool) -> [HostileDump] {
        func beat(_ stream: inout SyntheticStream, at offset: UInt32, in file: String = "binlog.000001") {
            stream.artificial(.heartbeat, endPosition: offset) { $0.text(file) }
        }
        func dump(_ name: String, _ expectation: Expectation, _ body: (inout SyntheticStream) -> Void) -> HostileDump {
            var stream = stream(isMariaDB)
            transaction(2, isMariaDB, in: &stream)
            body(&stream)
            return HostileDump(name, stream.events, .stall, expectation)
        }
        var endless = stream(isMariaDB)
        let place = UInt32(truncatingIfNeeded: endless.position)
        beat(&endless, at: place)
        return [
            dump("a heartbeat ahead", .error) { beat(&$0, at: UInt32(truncatingIfNeeded: $0.position) + 100_000) },
            dump("a heartbeat far ahead", .error) { beat(&$0, at: .max) },
            dump("a heartbeat behind", .error) { beat(&$0, at: 4) },
            dump("a heartbeat of another file", .error) {
                beat(&$0, at: UInt32(truncatingIfNeeded: $0.position), in: "x")
            },
            dump("a heartbeat without file", .error) { beat(&$0, at: UInt32(truncatingIfNeeded: $0.position), in: "") },
            dump("a heartbeat of version 2 without content", .error) { $0.artificial(.heartbeatV2) { _ in } },
            dump("a heartbeat of version 2 at 2^64 - 1", .error) { stream in
                stream.artificial(.heartbeatV2) { body in
                    body.array(
                        [1, 13] + Array("binlog.000001".utf8) + [2, 9, 0xfe] + [UInt8](repeating: 0xff, count: 8)
                    )
                }
            },
            HostileDump("heartbeats without end", endless.events, .flood([endless.events.last ?? []]), .alive),
        ]
    }

    private static func groups(_ isMariaDB: Bool) -> [HostileDump] {
        var old = stream(isMariaDB)
        for number in [1, 2, 2, 1] as [UInt64] { transaction(number, isMariaDB, in: &old) }
        var zero = stream(isMariaDB)
        transaction(0, isMariaDB, in: &zero)
        var last = stream(isMariaDB)
        transaction(UInt64(Int64.max), isMariaDB, in: &last)
        transaction(UInt64.max, isMariaDB, in: &last)
        var open = stream(isMariaDB)
        if isMariaDB { open.mariaDBGTID(2) } else { open.gtid(2) }
        if !isMariaDB { open.query("BEGIN") }
        let begun = open.events
        open.insert([UInt32](repeating: 1, count: 1000))
        var many = stream(isMariaDB)
        transaction(2, isMariaDB, in: &many)
        return [
            HostileDump("transactions that came before", old.events, .stall, .any),
            HostileDump("a transaction with the number 0", zero.events, .stall, .any),
            HostileDump("transactions with the last numbers", last.events, .stall, .any),
            HostileDump("the end within a transaction", open.events, .endOfFile),
            HostileDump("the end behind a GTID", begun, .hangUp),
            HostileDump("GTIDs without end", begun, .flood([begun[2]]), .any),
            HostileDump("transactions without end", many.events, .flood(Array(many.events[2...])), .any),
        ]
    }

    private static func errors(_ honest: [[UInt8]]) -> [HostileDump] {
        let texts: [(UInt16, String, String)] = [
            (1236, "Could not find first log file name in binary log index file", "positionLost"),
            (1236, "Cannot replicate because the source purged required binary logs.", "positionLost"),
            (1236, "Client requested source to start replication from impossible position", "positionInvalid"),
            (1236, "Client requested master to start replication from position > file size", "positionInvalid"),
            (
                1236, "log event entry exceeded max_allowed_packet; Increase max_allowed_packet on source",
                "positionInvalid"
            ),
            (
                1236, "A replica with the same server_uuid/server_id as this replica has connected to the source",
                "duplicateReplica"
            ),
            (1236, "", "refusedByServer"), (1236, String(repeating: "'", count: 500), "refusedByServer"),
            (1236, "the first event '' at 99999999999999999999999, the last event read from '' at ", "refusedByServer"),
            (1227, "Access denied; you need (at least one of) the ", "missingPrivilege"), (0, "", "refusedByServer"),
            (65_535, "unknown", "refusedByServer"),
        ]
        var dumps: [HostileDump] = []
        for (number, text, code) in texts {
            for count in [0, 2, honest.count - 1] {
                let name = "error \(number) \(text.prefix(40)) behind \(count)"
                dumps.append(HostileDump(name, Array(honest.prefix(count)), .error(number, text), .fatal(code)))
            }
        }
        // A source that shuts down is tried again, but not for ever.
        for number in [1053, 1317, 2013] as [UInt16] {
            dumps.append(HostileDump("error \(number)", Array(honest.prefix(2)), .error(number, "it ends")))
        }
        return dumps
    }

    private static func mutations(_ honest: [[UInt8]], _ seed: UInt64) -> [HostileDump] {
        var mutator = Mutator(SeededRandom(seed: seed))
        return (0..<40).map { number in
            var events = honest
            let index = number % honest.count
            var event = mutator.mutated(honest[index])
            // Sealed again half of the time, so that what is behind the checksum is met as well.
            if number % 2 == 0, event.count >= 23 {
                for byte in 0..<4 { event[9 + byte] = UInt8(truncatingIfNeeded: event.count >> (8 * byte)) }
                MemoryLog.seal(&event, hasChecksum: true)
            }
            events[index] = event
            return HostileDump("mutation \(number) of \(index)", events, .endOfFile, .error)
        }
    }
}
