// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLReplication
import MySQLTypes

extension ResumeRecord {
    /// Takes a stream's position, and the file that its changes were written to.
    init(_ point: ResumePoint, inDoubt: HeldBranches, output: Output?) {
        self.init(
            source: Source(
                flavour: point.source.isMariaDB ? "mariadb" : "mysql",
                uuid: point.source.uuid?.description,
                serverID: point.source.serverID
            ),
            file: point.file.file,
            position: point.file.offset,
            gtid: point.executed?.description,
            mark: point.mark.map { Mark(position: $0.offset, digest: $0.digest) },
            inDoubt: inDoubt.isEmpty ? nil : inDoubt.branches.map { Branch($0) },
            output: output
        )
    }

    /// The XA transactions that are in doubt at the position; a name that is none is left out, since it is only shown.
    var branches: HeldBranches {
        HeldBranches((inDoubt ?? []).compactMap { $0.branch })
    }

    /// The position as a stream takes it.
    ///
    /// - Throws: ``ResumeFileError`` where a part of it is none.
    func point(from path: String) throws(ResumeFileError) -> ResumePoint {
        let advice = "restore it, or delete it and say where to begin"
        let isMariaDB = source.flavour == "mariadb"
        guard isMariaDB || source.flavour == "mysql" else {
            throw ResumeFileError(path, "neither mysql's nor mariadb's; \(advice)")
        }
        let uuid = source.uuid.flatMap { SourceID($0) }
        guard (source.uuid == nil) == (uuid == nil) else { throw ResumeFileError(path, "no uuid is there; \(advice)") }
        var executed: ExecutedGTIDs?
        if let gtid {
            if isMariaDB {
                executed = (try? MariaDBGTIDPosition(gtid)).map { .mariaDB($0) }
            } else {
                executed = (try? GTIDSet(gtid)).map { .mysql($0) }
            }
            guard executed != nil else { throw ResumeFileError(path, "its GTIDs cannot be read; \(advice)") }
        }
        return ResumePoint(
            source: SourceIdentity(isMariaDB: isMariaDB, uuid: uuid, serverID: source.serverID ?? 0),
            file: BinlogFilePosition(file: file, offset: position),
            executed: executed,
            mark: mark.map { EventMark(offset: $0.position, digest: $0.digest) }
        )
    }
}

extension ResumeRecord.Branch {
    fileprivate init(_ branch: HeldBranch) {
        self.init(
            name: "\(branch.identifier)",
            file: branch.position.file,
            position: branch.position.offset,
            since: branch.since
        )
    }

    fileprivate var branch: HeldBranch? {
        let statement = Array("XA COMMIT \(name)".utf8)
        return XAIdentifier(statement: statement.span).map { identifier in
            let place = BinlogFilePosition(file: file, offset: position)
            return HeldBranch(identifier: identifier, gtid: nil, position: place, since: since)
        }
    }
}
