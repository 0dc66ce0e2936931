// SPDX-License-Identifier: Apache-2.0
import ReplicationPositions
import Testing

struct GTIDOperationTests {
    private static let a = "896e7882-18fe-11ef-ab88-22222d34d411"
    private static let b = "896e7882-18fe-11ef-ab88-22222d34d412"

    static let cases: [(GTIDOperation, String, String, String)] = [
        (.subtract, "\(a):1-10:15", "\(a):3-4:10-15", "\(a):1-2:5-9"),
        (.union, "\(a):1-5", "\(a):4-9:20,\(b):1", "\(a):1-9:20,\(b):1"),
        (.intersect, "\(a):1-5,\(b):1-3", "\(a):4-9", "\(a):4-5"),
        // HC-095: a tag belongs to the intervals behind it, and sets are kept for each source and tag.
        (.subtract, "\(a):1-4:aaaa:1:abc:1-3:x:1,\(b):1-2", "\(a):2:abc:1-2,\(b):1-2", "\(a):1:3-4:aaaa:1:abc:3:x:1"),
        (.union, "\(a):AAAA:1", "\(a):aaaa:2", "\(a):aaaa:1-2"),
        // HC-098: gaps stay gaps.
        (.union, "\(a):1-102", "\(a):105-150", "\(a):1-102:105-150"),
        (.subtract, "0-1-10,1-1-5", "0-1-7,1-1-5", "0-1-10"),
        (.union, "0-1-10,2-1-1", "0-2-12,1-1-5", "0-2-12,1-1-5,2-1-1"),
        (.intersect, "0-1-10,2-1-1", "0-2-12,1-1-5", "0-1-10"),
    ]

    @Test(arguments: cases)
    func `arithmetic is that of the servers`(
        _ operation: GTIDOperation,
        _ left: String,
        _ right: String,
        _ expected: String
    ) throws {
        let result = try operation.result(of: try ExecutedGTIDs(text: left), and: try ExecutedGTIDs(text: right))
        #expect(result.description == expected)
    }

    @Test func `containment and counts`() throws {
        let set = try ExecutedGTIDs(text: "\(GTIDOperationTests.a):1-97:tag:1-3")
        let part = try ExecutedGTIDs(text: "\(GTIDOperationTests.a):90-97:tag:2")
        #expect(try GTIDOperation.contains(set, part))
        #expect(try !GTIDOperation.contains(part, set))
        #expect(GTIDOperation.count(set) == 100)
        #expect(try GTIDOperation.count(set, without: part) == 91)
        let place = try ExecutedGTIDs(text: "0-1-10,1-1-5")
        #expect(try GTIDOperation.contains(place, try ExecutedGTIDs(text: "0-1-10")))
        #expect(try !GTIDOperation.contains(place, try ExecutedGTIDs(text: "0-1-11")))
        #expect(try !GTIDOperation.contains(place, try ExecutedGTIDs(text: "2-1-1")))
        #expect(try GTIDOperation.count(place, without: try ExecutedGTIDs(text: "0-1-4")) == 11)
        #expect(GTIDOperation.count(try ExecutedGTIDs(text: "0-1-18446744073709551615,1-1-1")) == .max)
    }

    @Test func `what cannot be compared is told`() throws {
        let set = try ExecutedGTIDs(text: "\(GTIDOperationTests.a):1")
        let place = try ExecutedGTIDs(text: "0-1-10")
        #expect(throws: GTIDOperationError.differentFamilies(set, place)) {
            try GTIDOperation.union.result(of: set, and: place)
        }
        // One number, two servers: the histories have parted.
        let other = try ExecutedGTIDs(text: "0-2-10")
        #expect { try GTIDOperation.contains(place, other) } throws: { "\($0)".contains("0-2-10 and 0-1-10") }
    }
}
