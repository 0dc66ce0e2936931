// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import Testing

/// Texts as the servers' message files and sources have them.
struct DumpErrorClassificationTests {
    private func cause(_ message: String, _ number: UInt16 = 1236) -> DumpError.Cause {
        DumpError(number: number, message: message).cause
    }

    private static let tail =
        "; the first event 'binlog.000003' at 5, the last event read from './binlog.000004' at 1234, the last byte read "
        + "from './binlog.000004' at 1300."
    private static let place = BinlogFilePosition(file: "binlog.000004", offset: 1234)

    @Test func `HC-078 an event that is too long is told with its place, and not retried`() {
        for role in ["source", "master"] {
            let message = "log event entry exceeded max_allowed_packet; Increase max_allowed_packet on \(role)"
            let error = DumpError(number: 1236, message: message + DumpErrorClassificationTests.tail)
            #expect(error.cause == .eventTooLong(at: DumpErrorClassificationTests.place))
            #expect(error.disposition == .fatal)
            #expect(error.advice?.contains("binlog.000004:1234") == true)
        }
    }

    @Test func `HC-078 MariaDB's bogus first event is a position inside one`() {
        let message = """
            bogus data in log event; the first event 'bin.000004' at 5, the last event read from 'bin.000004' at 5, the last \
            byte read from 'bin.000004' at 24.
            """
        let error = DumpError(number: 1236, message: message)
        #expect(error.cause == .positionInsideEvent(at: BinlogFilePosition(file: "bin.000004", offset: 5)))
        #expect(ReplicationError(error).code == .positionInvalid)
        #expect(
            cause("bogus data in log event" + DumpErrorClassificationTests.tail)
                == .damagedLog(at: DumpErrorClassificationTests.place)
        )
    }

    @Test func `HC-084 a killed dump and a shutdown are retried`() {
        #expect(cause("Query execution was interrupted", 1317) == .interrupted)
        #expect(cause("Connection was killed", 1927) == .interrupted)
        #expect(cause("Server shutdown in progress", 1053) == .shutdown)
        #expect(cause("The client was disconnected by the server because of inactivity.", 4031) == .interrupted)
        #expect(cause("Too many connections", 1040) == .overloaded)
        #expect(cause("Got an error reading communication packets", 1158) == .transport)
    }

    @Test func `HC-101 purged transactions are named`() throws {
        let uuid = "6cdf90c8-e5ae-11f1-a080-02fc00000001"
        let message = """
            Cannot replicate because the source purged required binary logs. Replicate the missing transactions from \
            elsewhere, or provision a new replica from backup. Consider increasing the source's binary log expiration \
            period. The GTID set sent by the replica is '\(uuid):9', and the missing transactions are '\(uuid):1-8'
            """
        #expect(cause(message) == .purgedGTIDs(missing: try GTIDSet("\(uuid):1-8")))
        #expect(cause(message.replacing("source", with: "master")) == .purgedGTIDs(missing: try GTIDSet("\(uuid):1-8")))
        #expect(
            cause(
                "The slave is connecting using CHANGE MASTER TO MASTER_AUTO_POSITION = 1, but the master has purged binary "
                    + "logs containing GTIDs that the slave requires."
            ) == .purgedGTIDs(missing: nil)
        )
    }

    @Test func `HC-119 a file that was purged is told apart from one that is too short`() {
        #expect(cause("Could not find first log file name in binary log index file") == .fileNotFound(file: nil))
        for message in [
            "Client requested source to start replication from position > file size",
            "Client requested master to start replication from position > file size",
            "Client requested master to start replication from impossible position",
        ] {
            #expect(cause(message) == .positionBeyondEnd(file: nil))
            #expect(cause(message + DumpErrorClassificationTests.tail) == .positionBeyondEnd(file: "binlog.000004"))
        }
        #expect(cause("Client requested source to start replication from position < 4") == .positionBeforeFirstEvent)
        #expect(cause("could not find next log") == .nextFileMissing)
        #expect(cause("Could not find target log", 1373) == .fileNotFound(file: nil))
    }

    @Test(arguments: [
        ("binlog truncated in the middle of event; consider out of disk space on source", "truncatedEvent"),
        ("binlog truncated in the middle of event; consider out of disk space on master", "truncatedEvent"),
        ("bogus data in log event", "damagedLog"), ("event read from binlog did not pass crc check", "damagedLog"),
        ("I/O error reading log event", "damagedLog"),
        (
            "Replica can not handle replication events with the checksum that source is configured to log",
            "checksumNotAccepted"
        ),
        (
            "Slave can not handle replication events with the checksum that master is configured to log",
            "checksumNotAccepted"
        ),
        ("Replica has more GTIDs than the source has, using the source's SERVER_UUID.", "replicaAhead"),
        ("Slave has more GTIDs than the master has, using the master's SERVER_UUID.", "replicaAhead"),
        (
            "The replication sender thread cannot start in AUTO_POSITION mode: this server has GTID_MODE = OFF instead of ON.",
            "gtidModeOff"
        ),
        (
            "Cannot replicate anonymous transaction when AUTO_POSITION = 1, at file ./b.000002, position 194.",
            "anonymous"
        ),
        (
            "Cannot replicate GTID-transaction when @@GLOBAL.GTID_MODE = OFF, at file ./b.000002, position 194.",
            "unexpectedGTID"
        ),
        (
            "A replica with the same server_uuid/server_id as this replica has connected to the source; the first event",
            "duplicateReplica"
        ),
        ("A slave with the same server_uuid/server_id as this slave has connected to the master", "duplicateReplica"),
        ("A slave with the same server_id as this slave has connected to the master", "duplicateReplica"),
        ("Binary log is not open", "logNotOpen"),
        ("Misconfigured source - source server_id is 0", "sourceServerIDZero"),
        ("Misconfigured master - master server_id is 0", "sourceServerIDZero"),
        (
            "Error: connecting slave requested to start from GTID 0-1-7, which is not in the master's binlog",
            "gtidNotInLog"
        ),
        (
            "Could not find GTID state requested by slave in any binlog files. Probably the slave state is too old and "
                + "required binlog files have been purged.", "gtidStateTooOld"
        ),
        (
            "The binlog on the master is missing the GTID 0-1-7 requested by the slave (even though a subsequent sequence "
                + "number does exist), and GTID strict mode is enabled", "gtidHole"
        ),
        ("something that no server says", "other"),
    ])
    func `every text has its cause`(_ message: String, _ name: String) {
        #expect("\(cause(message))".hasPrefix(name))
    }

    @Test func `details are read from texts`() throws {
        #expect(
            cause("Cannot replicate anonymous transaction when AUTO_POSITION = 1, at file ./b.000002, position 194.")
                == .anonymousTransaction(at: BinlogFilePosition(file: "b.000002", offset: 194))
        )
        let diverged = """
            Error: connecting slave requested to start from GTID 0-1-7, which is not in the master's binlog. Since the \
            master's binlog contains GTIDs with higher sequence numbers, it probably means that the slave has diverged \
            due to executing extra erroneous transactions
            """
        #expect(cause(diverged) == .gtidNotInLog(gtid: try MariaDBGTID("0-1-7"), diverged: true))
        #expect(
            cause(
                "Access denied; you need (at least one of) the REPLICATION SLAVE privilege(s) for this operation",
                1227
            )
                == .missingPrivilege(name: "REPLICATION SLAVE")
        )
        #expect(
            cause(
                "The replication sender thread cannot start in AUTO_POSITION mode: this server has GTID_MODE = OFF instead of ON."
            ) == .gtidModeOff(mode: "OFF")
        )
        #expect(cause("Access denied for user 'u'@'h' (using password: YES)", 1045) == .accessDenied)
        #expect(cause("Malformed GTID set specification", 1772) == .malformedGTIDs)
    }

    @Test func `texts that are cut, or full of apostrophes, are no trap`() {
        for message in [
            "last event read from '", "first event ''", "at file ,", "missing transactions are '", "GTID 1-2-", "'",
        ] {
            for number: UInt16 in [0, 1236, 1373, 1789, 1945, 65_535] {
                _ = DumpError(number: number, message: message)
            }
        }
        let set = "Cannot replicate because the source purged required binary logs. the missing transactions are 'x:1'"
        #expect(cause(set) == .purgedGTIDs(missing: nil))
    }
}
