// SPDX-License-Identifier: Apache-2.0
import Foundation
import MySQLTestSupport
import Testing

/// The messages of Debezium, Maxwell and canal.
struct EnvelopeTests {
    private static let names = ["debezium", "maxwell", "canal-json"]

    /// The lines of a format, without the moment at which they were made.
    private func lines(_ format: String, _ name: String, _ arguments: String...) throws -> [String] {
        let result = try binlogtail.run(["--format", format, fixture(name)] + arguments)
        try #require(result.status == 0, "\(result.errorText)")
        return result.text.split(separator: "\n").map { (line: Substring) -> String in
            String(line).replacing(/,"ts_ms":\d+,"ts_us":\d+,"ts_ns":\d+(?=\}+$)/, with: ",NOW")
                .replacing(/"ts":\d+,"type":"([A-Z]+)"\}$/) { "\"ts\":NOW,\"type\":\"\($0.1)\"}" }
        }
    }

    /// Rows of a table.
    private func rows(_ format: String, _ name: String, _ table: String, _ arguments: String...) throws -> [String] {
        let result = try binlogtail.run(
            ["--format", format, "--include", "shop.\(table)", fixture(name)] + arguments
        )
        try #require(result.status == 0, "\(result.errorText)")
        return result.text.split(separator: "\n").map(String.init).filter { $0.contains("\"table\":\"\(table)\"") }
    }

    @Test(arguments: names, Fixture.all)
    func `every message fits its schema`(_ format: String, _ fixture: Fixture) throws {
        let schema = try JSONSchema(named: format)
        var arguments = ["--format", format, "--on-statement", "skip", "--invalid-text", "replace", fixture.path]
        for (column, digits) in [(2, 0), (3, 3), (4, 0), (5, 6), (6, 0), (7, 2)] {
            arguments += ["--column-type", "shop.old_times.@\(column)=time(\(digits))"]
        }
        let result = try binlogtail.run(arguments)
        // A document of which only the difference was logged cannot be told.
        let isPartial = fixture.name == "mysql-9.7-partial-json"
        #expect(result.status == (isPartial ? 1 : 0), "\(result.errorText)")
        let found = result.text.split(separator: "\n").map(String.init)
        #expect(!found.isEmpty || format == "maxwell")
        for line in found { #expect(try schema.problems(in: line) == [], "\(line.prefix(500))") }
    }

    @Test
    func `the schemas refuse what is no message`() throws {
        for format in EnvelopeTests.names {
            let schema = try JSONSchema(named: format)
            let result = try binlogtail.run(["--format", format, fixture("mysql-9.7-shop")])
            let message = try #require(result.text.split(separator: "\n").last)
            #expect(try !schema.problems(in: "{}").isEmpty)
            #expect(try !schema.problems(in: String(message).replacing("\"table\"", with: "\"tables\"")).isEmpty)
        }
    }

    @Test
    func `Debezium's fields stand in its schema's order`() throws {
        let found = try lines("debezium", "mysql-9.7-shop", "--include", "shop.stock", "--topic-prefix", "dbserver1")
        let source =
            #"{"version":"0.1.0","connector":"mysql","name":"dbserver1","ts_ms":1795260386194,"snapshot":"false","db":"shop","#
            + #""sequence":null,"ts_us":1795260386194556,"ts_ns":1795260386194556000,"table":"stock","server_id":26831,"#
            + #""gtid":"5f112b00-e597-11f1-9575-02fc00000001:sales:1","file":"mysql-9.7-shop.binlog","pos":3531,"row":0,"#
            + #""thread":1240,"query":null}"#
        let image = #"{"sku":"BOOK-001","title":"Sketch of the Analytical Engine","price":"EJo=","pieces":"#
        let expected =
            #"{"before":"# + image + #"12,"labels":"fragile"},"after":"# + image + #"11,"labels":"fragile"},"source":"#
            + source + #","transaction":null,"op":"u",NOW}"#
        #expect(found.contains(expected))
    }

    @Test
    func `Debezium's values are as its connectors write them`() throws {
        let numbers = try rows("debezium", "mysql-9.7-types", "numbers")
        #expect(numbers[0].contains(#""d9":"xGU2AQ==","d10":"tmn9LQ==","#))
        #expect(numbers[1].contains(#""bu":18446744073709551615,"#))
        #expect(numbers[1].contains(#""b1":true,"b9":"/wE=","b64":"//////////8=","y":2155"#))
        #expect(numbers[3].contains(#""b9":"BQA=","b64":"782riWdFIwE=""#))
        let times = try rows("debezium", "mysql-9.7-types", "times")
        #expect(times[0].contains(#""d":null,"t0":-3020399000000,"t1":-100000,"t3":-1000,"t6":-3020398999999,"#))
        #expect(times[0].contains(#""dt0":null,"dt2":-30610223999990,"dt4":null,"#))
        #expect(times[1].contains(#""d":2932896,"#))
        #expect(times[1].contains(#""dt0":1772280000000,"dt2":1772280000990,"dt4":1772280000123400,"#))
        #expect(
            times[1].contains(#""dt6":1772280000123456,"ts0":"2026-02-28T12:00:00Z","ts1":"2026-02-28T12:00:00.9Z","#)
        )
        let strings = try rows("debezium", "mysql-9.7-types", "strings")
        #expect(strings[0].contains(#""bin8":"YQAAAAAAAAA=","vbin":"AP8A","#))
        #expect(strings[0].contains(#""e":"one","st":"a,b","st2":"y""#))
        let shapes = try rows("debezium", "mysql-9.7-types", "shapes")
        #expect(shapes[0].contains(#""g":{"wkb":"AQEAAAAAAAAAAADwPwAAAAAAAABA","srid":null},"p":{"x":-0.5,"y":1e100,"#))
        let vectors = try rows("debezium", "mysql-9.7-types", "vectors")
        #expect(vectors[0].contains(#""v":[1,-2.5,0,10000000000]"#))
        let documents = try rows("debezium", "mysql-9.7-types", "documents")
        #expect(documents[0].contains(#""after":{"id":1,"j":"{}","k":"[]"}"#))
    }

    @Test
    func `Debezium's modes of decimals and large numbers are known`() throws {
        let text = try rows("debezium", "mysql-9.7-types", "numbers", "--decimal-handling-mode", "string")
        #expect(text[0].contains(#""d10":"-12345678.91""#))
        let double = try rows("debezium", "mysql-9.7-types", "numbers", "--decimal-handling-mode", "double")
        #expect(double[0].contains(#""d10":-12345678.91,"#))
        let precise = try rows(
            "debezium",
            "mysql-9.7-types",
            "numbers",
            "--bigint-unsigned-handling-mode",
            "precise"
        )
        #expect(precise[0].contains(#""bu":"AA==""#))
        #expect(precise[1].contains(#""bu":"AP//////////""#))
    }

    @Test
    func `a message with its schema tells the types of the columns`() throws {
        let line = try #require(try rows("debezium", "mysql-9.7-types", "numbers", "--schemas").first)
        let schema = try #require(try JSONTree(text: line)["schema"])
        #expect(schema["name"]?.text == "binlogtail.shop.numbers.Envelope")
        let fields = schema["fields"]?.elements ?? []
        #expect(
            fields.compactMap { $0["field"]?.text }
                == ["before", "after", "source", "transaction", "op", "ts_ms", "ts_us", "ts_ns"]
        )
        let columns = fields[1]["fields"]?.elements ?? []
        let types = Dictionary(
            uniqueKeysWithValues: columns.map { ($0["field"]?.text ?? "", $0["type"]?.text ?? "") }
        )
        #expect(types["t"] == "int16")
        #expect(types["tu"] == "int16")
        #expect(types["su"] == "int32")
        #expect(types["iu"] == "int64")
        #expect(types["f"] == "float")
        #expect(types["b1"] == "boolean")
        let decimal = try #require(columns.first { $0["field"]?.text == "d10" })
        #expect(decimal["name"]?.text == "org.apache.kafka.connect.data.Decimal")
        #expect(decimal["parameters"]?["scale"]?.text == "2")
        #expect(columns.first { $0["field"]?.text == "y" }?["name"]?.text == "io.debezium.time.Year")
    }

    @Test
    func `a row that gets another key is deleted and created`() throws {
        let found = try rows("debezium", "mysql-9.7-types", "computed")
        #expect(found.count == 9)
        #expect(found[3].contains(#""before":{"my_row":1,"a":1,"twice":2,"half":0.5},"after":null"#))
        #expect(found[3].contains(#""op":"d""#))
        #expect(found[4].contains(#""before":null,"after":{"my_row":1,"a":11,"twice":22,"half":5.5}"#))
        #expect(found[4].contains(#""op":"c""#))
    }

    @Test
    func `the statement behind the rows is told where it is asked for`() throws {
        let found = try lines("debezium", "mysql-9.7-compressed", "--explain")
        #expect(found.contains { $0.contains(#""query":"INSERT INTO line (name, body) VALUES"#) })
        #expect(try lines("debezium", "mysql-9.7-compressed").allSatisfy { $0.contains(#""query":null"#) })
        let maxwell = try lines("maxwell", "mariadb-11.8-shop", "--output", "query", "--output", "thread_id")
        #expect(maxwell[0].contains(#","query":"INSERT INTO customer"#))
        #expect(maxwell[0].contains(#","thread_id":185,"#))
    }

    @Test
    func `Maxwell's fields stand in its order, and the last row of a transaction says so`() throws {
        let found = try lines("maxwell", "mysql-9.7-shop", "--include", "shop.stock")
        let expected: [String] = [
            #"{"database":"shop","table":"stock","type":"update","ts":1767262380,"xid":24189,"commit":true,"data":"#,
            #"{"sku":"BOOK-001","title":"Sketch of the Analytical Engine","price":42.50,"pieces":11,"#,
            #""labels":["fragile"]},"old":{"pieces":12}}"#,
        ]
        #expect(found.contains(expected.joined()))
        let all = try lines(
            "maxwell",
            "mysql-9.7-shop",
            "--output",
            "xoffset",
            "--output",
            "position",
            "--output",
            "gtid",
            "--output",
            "server_id",
            "--output",
            "thread_id",
            "--output",
            "primary_key",
            "--output",
            "primary_key_columns"
        )
        let first: [String] = [
            #"{"database":"shop","table":"customer","type":"insert","ts":1767261660,"xid":24183,"xoffset":0,"#,
            #""position":"mysql-9.7-shop.binlog:1882","gtid":"5f112b00-e597-11f1-9575-02fc00000001:6108","#,
            #""server_id":26831,"thread_id":1240,"primary_key":[1],"primary_key_columns":["id"],"data":{"#,
        ]
        #expect(all[0].hasPrefix(first.joined()))
        #expect(all[3].contains(#","xid":24183,"commit":true,"position""#))
        let ends = all.count { $0.contains(#""commit":true"#) }
        let numbers = Set(all.compactMap { $0.firstMatch(of: /"xid":\d+/).map { String($0.0) } })
        #expect(ends == numbers.count)
    }

    @Test
    func `Maxwell's values are numbers, text, arrays and base64`() throws {
        let strings = try rows("maxwell", "mysql-9.7-types", "strings")
        #expect(strings[0].contains(#""bin8":"YQAAAAAAAAA=","vbin":"AP8A","#))
        #expect(strings[0].contains(#""e":"one","st":["a","b"],"st2":["y"]"#))
        let times = try rows("maxwell", "mysql-9.7-types", "times")
        #expect(times[0].contains(#""d":"0000-00-00""#))
        #expect(times[1].contains(#""ts6":"2026-02-28 12:00:00.123456""#))
        let numbers = try rows("maxwell", "mysql-9.7-types", "numbers")
        #expect(numbers[0].contains(#""d10":-12345678.91,"#))
        #expect(numbers[1].contains(#""bu":18446744073709551615,"#))
        #expect(numbers[2].contains(#""t":null,"#))
    }

    @Test
    func `canal's keys are sorted, and every value is a string`() throws {
        let found = try lines("canal-json", "mysql-9.7-shop")
        let expected: [String] = [
            #"{"data":[{"labels":"fragile","pieces":"11","price":"42.50","sku":"BOOK-001","#,
            #""title":"Sketch of the Analytical Engine"}],"database":"shop","es":1767262380000,"#,
            #""gtid":"5f112b00-e597-11f1-9575-02fc00000001:sales:1","id":7,"isDdl":false,"#,
            #""mysqlType":{"labels":"set('new','sale','fragile','digital')","pieces":"int","price":"decimal(10,2)","#,
            #""sku":"char(8)","title":"varchar(80)"},"old":[{"pieces":"12"}],"pkNames":["sku"],"sql":"","#,
            #""sqlType":{"labels":-7,"pieces":4,"price":3,"sku":1,"title":12},"table":"stock","ts":NOW,"type":"UPDATE"}"#,
        ]
        #expect(found.contains(expected.joined()))
        #expect(found[0].hasPrefix(#"{"data":null,"database":"shop","es":1767261600000,"#))
        #expect(found[0].hasSuffix(#","sqlType":null,"table":"","ts":NOW,"type":"CREATE"}"#))
        let strings = try rows("canal-json", "mysql-9.7-types", "strings")
        #expect(strings[0].contains("\"bl\":\"\u{de}\u{ad}\u{be}\u{ef}\""))
    }

    @Test(arguments: names)
    func `statements that change rows are refused, or left out on request`(_ format: String) throws {
        let result = try binlogtail.run(["--format", format, fixture("mysql-9.7-statements")])
        #expect(result.status == 1)
        #expect(result.errorText.contains("QUERY at position"))
        #expect(result.errorText.contains("--on-statement skip"))
        let skipped = try binlogtail.run([
            "--format", format, "--on-statement", "skip", fixture("mysql-9.7-statements"),
        ])
        #expect(skipped.status == 0, "\(skipped.errorText)")
    }

    @Test(arguments: names)
    func `HC-047 a document of which only the difference is known is refused`(_ format: String) throws {
        let result = try binlogtail.run(["--format", format, fixture("mysql-9.7-partial-json")])
        #expect(result.status == 1)
        #expect(result.errorText.contains("column j of shop.document: only what changed in the document was logged"))
    }

    @Test(arguments: names)
    func `columns that a minimal image leaves out are not NULL`(_ format: String) throws {
        let found = try rows(format, "mysql-9.7-minimal-image", "item")
        #expect(!found.isEmpty)
        #expect(found.contains { !$0.prefix { $0 != "]" }.contains(#""@6":"#) })
    }
}
