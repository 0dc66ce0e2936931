// SPDX-License-Identifier: Apache-2.0

import CommandLineKit
import MySQLReplication
import MySQLTypes

extension ResumeRecord {
    /// Takes a stream's position, what is in doubt there, and the file that its changes were written to.
    init(_ point: ResumePoint, inDoubt: HeldBranches, output: Output?) {
        self.init(
            PositionRecord(point),
            inDoubt: inDoubt.isEmpty ? nil : inDoubt.branches.map { Branch($0) },
            output: output
        )
    }

    /// The XA transactions that are in doubt at the position; a name that is none is left out, since it is only shown.
    var branches: HeldBranches {
        HeldBranches((inDoubt ?? []).compactMap { $0.branch })
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
