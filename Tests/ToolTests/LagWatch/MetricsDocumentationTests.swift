// SPDX-License-Identifier: Apache-2.0

import Foundation
import MySQLTestSupport
import ReplicationLag
import Testing
import lagwatch

/// What docs/METRICS.md and the dashboard name is what there is.
struct MetricsDocumentationTests {
    private func names(in text: String) -> Set<String> {
        // A selector or function may stand around a name; variables of hooks are in capitals.
        Set(text.matches(of: /lagwatch_[a-z_]+/).map { String($0.output) })
    }

    @Test func `every figure is documented, and nothing else`() throws {
        let text = try String(contentsOfFile: Fixture.repository + "/docs/METRICS.md", encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `lagwatch_") }
        #expect(rows.map { String($0.split(separator: "`")[1]) }.sorted() == MetricsText.names.sorted())
        #expect(names(in: text) == Set(MetricsText.names))
    }

    @Test func `every variable of a command is documented`() throws {
        let text = try String(contentsOfFile: Fixture.repository + "/docs/METRICS.md", encoding: .utf8)
        let event = StateEvent(.idle, LagSamples.sample(.idle), previous: nil)
        let documented = Set(text.matches(of: /LAGWATCH_[A-Z_]+/).map { String($0.output) })
        #expect(documented == Set(event.environment.keys))
    }

    @Test func `the dashboard draws figures that there are, and nearly all of them`() throws {
        let data = try Data(contentsOf: URL(filePath: Fixture.repository + "/docs/grafana-lagwatch.json"))
        let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let panels = try #require(dashboard["panels"] as? [[String: Any]])
        var drawn: Set<String> = []
        for panel in panels {
            let targets = try #require(panel["targets"] as? [[String: Any]])
            #expect(!targets.isEmpty)
            for target in targets { drawn.formUnion(names(in: try #require(target["expr"] as? String))) }
        }
        #expect(drawn.isSubset(of: MetricsText.names), "\(drawn.subtracting(MetricsText.names))")
        #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
        #expect(drawn.count >= 20)
        #expect(names(in: String(decoding: data, as: UTF8.self)).isSubset(of: MetricsText.names))
    }
}
