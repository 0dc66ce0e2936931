// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

struct JSONFormatTests {
    private func rows(_ fixtureName: String, _ table: String, _ arguments: String...) throws -> [JSONLine] {
        let result = try binlogtail.run(["--format", "json", fixture(fixtureName)] + arguments)
        return try result.text.split(separator: "\n").map { try JSONLine(String($0)) }
            .filter { $0.string("op") != nil && $0.string("table") == table }
    }

    @Test(arguments: Fixture.all)
    func `every line is an object with its event, place, time, server and transaction`(_ fixture: Fixture) throws {
        let hints = [("3", "3"), ("5", "6"), ("7", "2")].flatMap { column, digits in
            ["--column-type", "shop.old_times.@\(column)=time(\(digits))"]
        }
        let result = try binlogtail.run(
            ["--format", "json", fixture.path, "--column-type", "shop.old_times.@2=time(0)"]
                + ["--column-type", "shop.old_times.@4=time(0)", "--column-type", "shop.old_times.@6=time(0)"] + hints
        )
        #expect(result.status == 0, "\(result.errorText)")
        let found = try result.text.split(separator: "\n").map { try JSONLine(String($0)) }
        #expect(found.first?.string("event") == "FORMAT_DESCRIPTION")
        #expect(found.count > 3)
        for line in found {
            #expect(line.string("event") != nil)
            #expect(line.string("file") == fixture.name + ".binlog")
            let position = try #require(line.number("pos"))
            #expect(try #require(line.number("end_pos")) >= position)
            #expect(try #require(line.string("time")).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
            #expect(line.number("server_id") != nil)
            #expect(line.fields["gtid"] is String || line.fields["gtid"] is NSNull)
        }
    }

    @Test(.enabled(if: Corpus.isHere, "there is no corpus here"))
    func `every line of the corpus is an object`() throws {
        for entry in Corpus.entries {
            let result = try binlogtail.run(["--format", "json", entry.path])
            for line in result.text.split(separator: "\n") { _ = try JSONLine(String(line)) }
        }
    }

    @Test
    func `numbers are exact`() throws {
        let rows = try rows("mysql-9.7-types", "numbers")
        let least = rows[0].text
        let most = rows[1].text
        #expect(most.contains(#""bu":18446744073709551615,"#))
        #expect(most.contains(#""b":9223372036854775807,"#))
        #expect(least.contains(#""b":-9223372036854775808,"#))
        #expect(most.contains(#""b64":18446744073709551615,"#))
        #expect(most.contains(#""iu":4294967295,"#))
        #expect(least.contains(#""m":-8388608,"#))
        #expect(most.contains(#""d65":"99999999999999999999999999999999999.999999999999999999999999999999""#))
        #expect(least.contains(#""d10":"-12345678.91","#))
        #expect(least.contains(#""d30":"-0.500000000000000000000000000000""#))
        #expect(rows[3].text.contains(#""f":0.1,"d":0.1,"#))
        #expect(rows[3].text.contains(#""b64":81985529216486895"#))
        #expect(most.contains(#""y":2155"#))
    }

    @Test
    func `times are as the server prints them, and moments in UTC`() throws {
        let image = try #require(try rows("mysql-9.7-types", "times")[0].image("after"))
        #expect(image["d"] as? String == "0000-00-00")
        #expect(image["t0"] as? String == "-838:59:59")
        #expect(image["t1"] as? String == "-00:00:00.1")
        #expect(image["dt4"] as? String == "2026-00-00 00:00:00.0000")
        #expect(image["ts0"] as? String == "0000-00-00 00:00:00")
        #expect(image["ts1"] as? String == "1970-01-01 00:00:01.1Z")
    }

    @Test
    func `absent, NULL and empty are three things`() throws {
        let items = try rows("mysql-9.7-minimal-image", "item")
        let first = try #require(items[0].image("after"))
        #expect(first["@2"] == nil)
        #expect(first["@3"] as? String == "one")
        #expect(try #require(items[1].image("after"))["@3"] is NSNull)
        let strings = try rows("mysql-9.7-types", "strings")
        let empty = try #require(strings[1].image("after"))
        for name in ["c0", "v4", "tx", "tb", "st"] { #expect(empty[name] as? String == "", "\(name)") }
        let null = try #require(strings[2].image("after"))
        #expect(null.count == empty.count)
        #expect(null.allSatisfy { $0.key == "id" || $0.value is NSNull })
    }

    @Test
    func `an insert has no image before and a delete none after`() throws {
        let found = try rows("mysql-9.7-minimal-image", "heap")
        #expect(found[0].string("op") == "insert")
        #expect(found[0].fields["before"] is NSNull)
        let update = try #require(found.first { $0.string("op") == "update" })
        #expect(update.image("before")?["@1"] as? Int == 1)
        #expect(update.image("after")?["@2"] as? Int == 1)
        let delete = try #require(found.last)
        #expect(delete.string("op") == "delete")
        #expect(delete.fields["after"] is NSNull)
        #expect(delete.number("row") == 1)
    }

    @Test
    func `text is text in any character set, and bytes are base64`() throws {
        let image = try #require(try rows("mysql-9.7-types", "strings")[0].image("after"))
        let expected = [
            "l1": "äöü€", "koi": "мир", "big": "漢字", "sj": "日本", "u2": "漢字", "u16": "🐳", "u32": "🐳", "uj": "日本",
            "gb": "漢字", "tx": "te'xt\\", "lt": "long\n", "e": "one", "st": "a,b", "st2": "y",
        ]
        for (name, text) in expected { #expect(image[name] as? String == text, "\(name)") }
        #expect(image["bin8"] as? String == "YQAAAAAAAAA=")
        #expect(image["vbin"] as? String == "AP8A")
        #expect(image["bl"] as? String == "3q2+7w==")
        #expect(image["mb"] as? String == "")
    }

    @Test
    func `bytes that are no text of a column whose character set is not known are told to be base64`() throws {
        let image = try #require(try rows("mariadb-10.11-types", "strings")[0].image("after"))
        #expect(image["@23"] as? [String: String] == ["base64": "3q2+7w=="])
        #expect(image["@26"] as? Int == 2)
    }

    @Test
    func `a table without names and signs says so`() throws {
        let unknown = try rows("mariadb-10.11-types", "numbers")
        #expect(unknown[1].string("signedness") == "unknown")
        #expect(unknown[1].image("after")?["@3"] as? Int == -1)
        let known = try rows("mysql-9.7-types", "numbers")
        #expect(known[1].fields["signedness"] == nil)
        let told = try rows("mariadb-10.11-types", "numbers", "--column-type", "shop.numbers.@3=unsigned")
        #expect(told[1].image("after")?["@3"] as? Int == 255)
        #expect(told[1].string("signedness") == "unknown")
    }

    @Test
    func `documents are JSON within JSON, and shapes have text and bytes`() throws {
        let documents = try rows("mysql-9.7-types", "documents")
        #expect(documents.contains { $0.image("after")?.values.contains { $0 is [String: Any] } == true })
        let shape = try #require(try rows("mysql-9.7-types", "shapes")[0].image("after"))
        let point = try #require(
            shape.values.compactMap { $0 as? [String: Any] }.first { $0["wkt"] as? String == "POINT(1 2)" }
        )
        #expect(point["srid"] as? Int == 0)
        #expect(point["wkb"] as? String == "AQEAAAAAAAAAAADwPwAAAAAAAABA")
    }

    @Test
    func `a partial document is whole where the log tells what it was`() throws {
        let found = try rows("mysql-9.7-partial-json", "document").filter {
            $0.string("event") == "PARTIAL_UPDATE_ROWS"
        }
        let document = try #require(found[0].image("after")?["j"] as? [String: Any])
        #expect(document["name"] as? String == "changed")
        #expect(document["size"] as? Int == 10)
        #expect((document["tags"] as? [String]) == ["a", "b", "c"])
        let last = try #require(found.last?.image("after")?["j"] as? [String: Any])
        let diffs = try #require(last["diff"] as? [[String: Any]])
        #expect(diffs[0]["op"] as? String == "replace")
        #expect(diffs[0]["path"] as? String == "$.size")
        #expect(diffs[0]["value"] as? Int == 11)
    }

    @Test
    func `addresses are text where the user tells them`() throws {
        let plain = try #require(try rows("mariadb-10.11-types", "own_types")[0].image("after"))
        #expect(plain["@3"] as? [String: String] == ["base64": "wAACAQ=="])
        let told = try rows("mariadb-10.11-types", "own_types", "--column-type", "shop.own_types.@3=inet4")
        #expect(told[0].image("after")?["@3"] as? String == "192.0.2.1")
    }

    @Test
    func `variables tell their type and character set`() throws {
        let variables = try objects(fixture("mariadb-11.8-statements")).filter { $0.string("event") == "USER_VAR" }
        let text = try #require(variables.first { $0.string("name") == "text" })
        #expect(text.string("type") == "string")
        #expect(text.string("charset") == "utf8mb4")
        #expect(text.string("value") == "variable")
        let exact = try #require(variables.first { $0.string("name") == "exact" })
        #expect(exact.string("type") == "decimal")
        #expect(exact.fields["value"] is String)
        #expect(try #require(variables.first { $0.string("name") == "nothing" }).fields["value"] is NSNull)
    }

    @Test
    func `events in a payload have its place`() throws {
        let found = try objects(fixture("mysql-9.7-compressed"))
        let payload = try #require(found.firstIndex { $0.string("event") == "TRANSACTION_PAYLOAD" })
        let inner = found[payload + 1]
        #expect(inner.number("pos") == found[payload].number("pos"))
        #expect(inner.number("end_pos") == inner.number("pos"))
        #expect(inner.string("gtid") == found[payload].string("gtid"))
    }
}
