// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// Damaged files: each is read to the end or to an error, in bounded memory, and without contradiction.
///
/// `MYSQL_TEST_SEED` repeats or varies the damage, `MYSQL_TEST_DAMAGE` says how many cases each fixture is given. A process of
/// its own reads them, so that a trap is the failure of one test and memory is that of the decoder.
@Suite struct DamageTests {
    @Test(.timeLimit(.minutes(10)), arguments: Fixture.all)
    func `damage is an error, never a trap, and memory stays bounded`(_ fixture: Fixture) async throws {
        let name = fixture.name
        let trace = FileManager.default.temporaryDirectory.appending(path: "damage-\(UUID().uuidString)")
            .path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: trace) }
        let passed = await #expect(processExitsWith: .success) { [name = name as String, trace = trace as String] in
            let fixture = try #require(Fixture.named(name))
            _ = FileManager.default.createFile(atPath: trace, contents: nil)
            let file = try FileHandle(forWritingTo: URL(filePath: trace))
            defer { try? file.close() }
            let damage = Damage(try fixture.bytes(), name: name, seed: SeededRandom.defaultSeed)
            let count = Int(ProcessInfo.processInfo.environment["MYSQL_TEST_DAMAGE"] ?? "") ?? 1_600
            do {
                try damage.run(cases: 0..<count) { line in
                    // As long as any line, so that nothing is left of the one before.
                    file.seek(toFileOffset: 0)
                    file.write(Data((line + String(repeating: " ", count: 40) + "\n").utf8))
                }
            } catch {
                file.write(Data("\(error)\n".utf8))
                throw error
            }
        }
        if passed == nil {
            let last = (try? String(contentsOfFile: trace, encoding: .utf8)) ?? "before the first case"
            Issue.record("\(last)")
        }
    }
}
