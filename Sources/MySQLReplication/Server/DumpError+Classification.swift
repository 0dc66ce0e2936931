// SPDX-License-Identifier: Apache-2.0

import MySQLTypes

extension DumpError {
    /// Finds out what an error packet in answer to a dump means, and what its text tells besides.
    ///
    /// Texts of MySQL before and after 8.0.26 ("master" and "source"), and of MariaDB, are known.
    ///
    /// Source: MySQL 9.7, `share/messages_to_clients.txt`; MariaDB 11.8, `sql/share/errmsg-utf8.txt` and `sql/sql_repl.cc`.
    public init(number: UInt16, sqlState: String? = nil, message: String) {
        let cause = number == 1236 ? DumpError.fatalCause(message) : DumpError.cause(of: number, message)
        self.init(cause: cause, number: number, sqlState: sqlState, message: message)
    }

    private static func cause(of number: UInt16, _ message: String) -> Cause {
        switch number {
        case 1040, 1041, 1135, 1203, 1226: .overloaded
        case 1044, 1045, 1129, 1130, 1698, 1820, 1862, 3118, 3159, 3955, 4151: .accessDenied
        case 1142, 1227: .missingPrivilege(name: privilege(in: message))
        case 1053, 1079: .shutdown
        case 1077, 1317, 1927, 3024, 3169, 4031: .interrupted
        case 1152, 1153, 1156, 1157, 1158, 1159, 1160, 1161, 1184, 1189, 1190, 2006, 2013, 2055: .transport
        case 1373: .fileNotFound(file: quoted(in: message))
        case 1381: .logNotOpen
        case 1593: message.contains("server_uuid") ? .duplicateReplica : .other
        case 1744: .damagedLog(at: nil)
        case 1772, 1773, 1774, 1941, 1943: .malformedGTIDs
        case 1789: .purgedGTIDs(missing: set(behind: "missing transactions are '", in: message))
        case 1885: .replicaAhead(surplus: nil)
        case 1776, 1777, 1779: .gtidModeOff(mode: nil)
        case 1945, 1955: .gtidNotInLog(gtid: gtid(in: message), diverged: number == 1955)
        case 1946, 1951: .gtidHole(gtid: gtid(in: message))
        default: fatalCause(message)
        }
    }

    /// The cause by its text: the first line whose words are all there.
    private static func fatalCause(_ message: String) -> Cause {
        let text = message.lowercased()
        func says(_ words: String...) -> Bool { words.allSatisfy { text.contains($0) } }
        if says("purged required bin") {
            return .purgedGTIDs(missing: set(behind: "missing transactions are '", in: message))
        }
        if says("has purged binary logs containing gtids") { return .purgedGTIDs(missing: nil) }
        if says("could not find gtid state requested") { return .gtidStateTooOld }
        if says("has more gtids than the") { return .replicaAhead(surplus: nil) }
        if says("requested to start from gtid") {
            return .gtidNotInLog(gtid: gtid(in: message), diverged: says("has diverged"))
        }
        if says("is missing the gtid") { return .gtidHole(gtid: gtid(in: message)) }
        if says("anonymous transaction") { return .anonymousTransaction(at: place(in: message)) }
        if says("gtid-transaction when", "gtid_mode = off") { return .unexpectedGTID(at: place(in: message)) }
        if says("auto_position", "gtid_mode") { return .gtidModeOff(mode: mode(in: message)) }
        if says("has connected to the"), says("same server_") || says("server_uuid/server_id") {
            return .duplicateReplica
        }
        if says("could not find first log file name") { return .fileNotFound(file: file(in: message)) }
        if says("could not find next log") { return .nextFileMissing }
        if says("from position < 4") { return .positionBeforeFirstEvent }
        if says("from position > file size") || says("impossible position") {
            return .positionBeyondEnd(file: file(in: message))
        }
        if says("log event entry exceeded") { return .eventTooLong(at: place(in: message)) }
        if says("truncated in the middle of event") { return .truncatedEvent(at: place(in: message)) }
        if says("can not handle replication events with the checksum") { return .checksumNotAccepted }
        if says("bogus data") || says("did not pass crc") || says("i/o error reading log") || says("corrupt") {
            // MariaDB says so too of a position inside an event, which is its first and its last one then.
            let last = place(in: message)
            let first = tail(behind: "first event '", in: message).flatMap { named(in: $0) }
            if let last, first == last { return .positionInsideEvent(at: last) }
            return .damagedLog(at: last)
        }
        if says("binary log is not open") { return .logNotOpen }
        if says("misconfigured", "server_id is 0") || says("misconfigured", "server id was not set") {
            return .sourceServerIDZero
        }
        if says("malformed gtid") || says("incorrect gtid") { return .malformedGTIDs }
        return .other
    }

    /// What stands behind `words` up to the next apostrophe, as a set.
    private static func set(behind words: String, in message: String) -> GTIDSet? {
        guard let text = between(words, "'", in: message) else { return nil }
        // A set that is cut by the length of the message is none; the text is still there.
        return try? GTIDSet(text)
    }

    private static func mode(in message: String) -> String? {
        between("GTID_MODE = ", " ", in: message).map { $0.filter { $0 != "." } }
    }

    private static func privilege(in message: String) -> String? {
        between("need (at least one of) the ", " privilege", in: message)
            .map { String($0.split(separator: "(").first ?? Substring($0)) }
    }

    private static func quoted(in message: String) -> String? { between("'", "'", in: message) }

    /// The GTID of MariaDB in a text: the first word of three numbers.
    private static func gtid(in message: String) -> MariaDBGTID? {
        for word in message.split(whereSeparator: { !($0.isASCII && $0.isNumber) && $0 != "-" }) {
            if word.split(separator: "-").count == 3, let gtid = try? MariaDBGTID(String(word)) { return gtid }
        }
        return nil
    }

    /// The file that the text is about.
    private static func file(in message: String) -> String? {
        place(in: message)?.file ?? between("file '", "'", in: message)
    }

    /// What stands between two texts.
    static func between(_ start: String, _ end: String, in message: String) -> String? {
        guard let first = message.firstRange(of: start) else { return nil }
        let rest = message[first.upperBound...]
        guard let last = rest.firstRange(of: end) else { return nil }
        return String(rest[..<last.lowerBound])
    }

    /// The place that the text tells: `the first event 'f' at 4, the last event read from 'f' at 5`, or `at file f,
    /// position 5`.
    private static func place(in message: String) -> BinlogFilePosition? {
        if let rest = tail(behind: "last event read from '", in: message) ?? tail(behind: "first event '", in: message)
        {
            return named(in: rest)
        }
        guard let rest = tail(behind: "at file ", in: message), let comma = rest.firstIndex(of: ","),
            let place = tail(behind: "position ", in: String(rest))
        else { return nil }
        return position(file: rest[..<comma], place)
    }

    /// The place in `f' at 4`.
    private static func named(in rest: Substring) -> BinlogFilePosition? {
        guard let quote = rest.firstIndex(of: "'"), let place = tail(behind: "' at ", in: String(rest)) else {
            return nil
        }
        return position(file: rest[..<quote], place)
    }

    private static func position(file: Substring, _ rest: Substring) -> BinlogFilePosition? {
        guard let offset = UInt64(rest.prefix { $0.isASCII && $0.isNumber }) else { return nil }
        return BinlogFilePosition(file: file.split(separator: "/").last.map(String.init) ?? "", offset: offset)
    }

    private static func tail(behind words: String, in message: String) -> Substring? {
        message.firstRange(of: words).map { message[$0.upperBound...] }
    }
}
