// SPDX-License-Identifier: Apache-2.0

import MySQLClient
import MySQLReplication
import MySQLTestSupport
import MySQLTypes
import Testing

/// Places beyond 4 GiB that no file has.
@Suite(.serialized, .enabled(if: ServerControl.isPossible))
struct StreamPlannerTests {
    @Test(arguments: [
        ("mysql97", "ON"), ("mysql97", "ON_PERMISSIVE"), ("mysql97", "OFF"), ("mariadb1011", ""), ("mariadb118", ""),
    ])
    func `a place beyond 4 GiB and beyond its file is an error, whatever GTIDs there are`(
        _ kind: String,
        _ mode: String
    ) async throws {
        let options = mode.isEmpty ? [] : ["--cnf", "gtid_mode=\(mode)", "--cnf", "enforce_gtid_consistency=ON"]
        try await ServerControl.withServer(.init(kind, options: options)) { server in
            let point = try await BinlogSource(server.configuration(), from: .earliest).withEvents { $0.resumePoint }
            let place = BinlogFilePosition(file: point.file.file, offset: 5 << 30)
            for start in [.file(place), .resume(ResumePoint(source: point.source, file: place))] as [StartPosition] {
                let source = BinlogSource(server.configuration(), from: start)
                let error = await #expect(throws: ReplicationError.self) {
                    try await source.withEvents { stream in _ = try await stream.receive() }
                }
                #expect(error?.code == .positionInvalid, "\(error?.debugDescription ?? "")")
                #expect(error?.advice?.isEmpty == false)
            }
        }
    }
}
