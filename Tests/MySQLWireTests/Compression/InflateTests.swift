// SPDX-License-Identifier: Apache-2.0

import MySQLTestSupport
import MySQLWire
import Testing

struct InflateTests {
    /// The text of a QUERY_COMPRESSED event of MariaDB 10.11: 124 bytes.
    static let query = [UInt8](
        hex: """
            789c4b2e4a4d2c4955c82f52284a2dc8494c4e5528494cca495548ae32d2c84c51c8cc2b512828cacc4d2caa54c84eadd4514824
            00403a741492080190324d00f7062d0f
            """
    )
    static let queryCount = 124

    /// The rows of a WRITE_ROWS_COMPRESSED event of MariaDB 10.11: 307 bytes.
    static let rows = [UInt8](hex: "789cfbc1c8c0c0909298447b18cd504133f083895ebe6062280600570479e8")
    static let rowsCount = 307

    /// One way to inflate: the one in use, or zlib.
    enum Backend: CaseIterable, Sendable {
        case inUse
        case zlib

        func inflate(
            _ compressed: [UInt8],
            _ wrapping: Inflate.Wrapping,
            size: Int,
            limit: Int = 1 << 24
        ) throws(WireError) -> [UInt8] {
            switch self {
            case .inUse: try Inflate.bytes(from: compressed.span, wrapping: wrapping, size: size, limit: limit)
            case .zlib: try Inflate.byZlib(compressed.span, wrapping: wrapping, size: size)
            }
        }
    }

    @Test(arguments: Backend.allCases)
    func `What a server compressed comes out whole`(backend: Backend) throws {
        let query = try backend.inflate(Self.query, .zlib, size: Self.queryCount)
        #expect(String(decoding: query, as: UTF8.self).hasPrefix("create or replace table cz2("))
        let rows = try backend.inflate(Self.rows, .zlib, size: Self.rowsCount)
        #expect(rows.count == Self.rowsCount)
        #expect(String(decoding: rows, as: UTF8.self).contains(String(repeating: "ab", count: 50)))
        // Without the two bytes in front and the four of the checksum behind, it is raw deflate data.
        #expect(try backend.inflate(Array(Self.rows.dropFirst(2).dropLast(4)), .raw, size: Self.rowsCount) == rows)
    }

    @Test(arguments: Backend.allCases)
    func `A size that is not the true one is refused`(backend: Backend) {
        for size in [0, 1, Self.rowsCount - 1, Self.rowsCount + 1, 1000] {
            #expect(throws: WireError(.corruptCompressedData, at: 0)) {
                try backend.inflate(Self.rows, .zlib, size: size)
            }
        }
    }

    @Test(arguments: Backend.allCases)
    func `Data cut at any byte is refused`(backend: Backend) {
        for count in Self.query.indices {
            #expect(throws: WireError(.corruptCompressedData, at: 0)) {
                try backend.inflate(Array(Self.query[..<count]), .zlib, size: Self.queryCount)
            }
        }
    }

    @Test(arguments: Backend.allCases)
    func `Bytes behind the data are an error, not lost`(backend: Backend) {
        for extra in [1, 4, 100] {
            let bytes = Self.query + [UInt8](repeating: 0, count: extra)
            #expect(throws: WireError(.trailing(count: extra), at: Self.query.count)) {
                try backend.inflate(bytes, .zlib, size: Self.queryCount)
            }
        }
    }

    @Test(arguments: Backend.allCases)
    func `A changed checksum or the wrong wrapping is refused`(backend: Backend) {
        var bytes = Self.query
        bytes[bytes.count - 1] ^= 1
        #expect(throws: WireError(.corruptCompressedData, at: 0)) {
            try backend.inflate(bytes, .zlib, size: Self.queryCount)
        }
        #expect(throws: WireError.self) { try backend.inflate(Self.query, .raw, size: Self.queryCount) }
        #expect(throws: WireError.self) {
            try backend.inflate(Array(Self.query.dropFirst(2).dropLast(4)), .zlib, size: Self.queryCount)
        }
    }

    @Test(arguments: Backend.allCases)
    func `Nothing can be compressed too`(backend: Backend) throws {
        // An empty block with fixed codes; with its wrapping behind it.
        #expect(try backend.inflate([3, 0], .raw, size: 0) == [])
        #expect(try backend.inflate([UInt8](hex: "789c 0300 00000001"), .zlib, size: 0) == [])
        #expect(throws: WireError(.corruptCompressedData, at: 0)) { try backend.inflate([3, 0], .raw, size: 1) }
        #expect(throws: WireError(.corruptCompressedData, at: 0)) { try backend.inflate([], .raw, size: 0) }
    }

    @Test func `A size above the limit is refused before anything else`() {
        let error = WireError(.decompressedSizeExceeded(limit: Self.rowsCount - 1), at: 0)
        #expect(throws: error) {
            try Inflate.bytes(from: Self.rows.span, wrapping: .zlib, size: Self.rowsCount, limit: Self.rowsCount - 1)
        }
        #expect(throws: Never.self) {
            try Inflate.bytes(from: Self.rows.span, wrapping: .zlib, size: Self.rowsCount, limit: Self.rowsCount)
        }
    }

    @Test(arguments: [-1, Int.min, 1 << 40, Int.max])
    func `A size that the data cannot yield is refused before memory is taken`(size: Int) {
        #expect(throws: WireError(.corruptCompressedData, at: 0)) {
            try Inflate.bytes(from: Self.rows.span, wrapping: .zlib, size: size, limit: .max)
        }
    }

    @Test(arguments: Backend.allCases)
    func `A bomb yields its size or nothing`(backend: Backend) throws {
        let (bomb, size) = Self.bomb(repeats: 10_000)
        #expect(size / bomb.count > 100)
        #expect(try backend.inflate(bomb, .raw, size: size) == [UInt8](repeating: 0x61, count: size))
        for wrong in [0, 1, 1000, size - 1, size + 1] {
            #expect(throws: WireError(.corruptCompressedData, at: 0)) { try backend.inflate(bomb, .raw, size: wrong) }
        }
        #expect(throws: WireError(.decompressedSizeExceeded(limit: 1 << 20), at: 0)) {
            try Inflate.bytes(from: bomb.span, wrapping: .raw, size: size, limit: 1 << 20)
        }
    }

    @Test func `Both libraries take the same data for good`() {
        var mutator = Mutator()
        var good = 0
        for _ in 0..<5000 {
            let isQuery = Bool.random(using: &mutator.random)
            let bytes = mutator.mutated(Array((isQuery ? Self.query : Self.rows).dropFirst(2).dropLast(4)))
            let size = isQuery ? Self.queryCount : Self.rowsCount
            let answers = Backend.allCases.map { backend in
                Result<[UInt8], WireError> { () throws(WireError) in try backend.inflate(bytes, .raw, size: size) }
            }
            #expect(answers[0] == answers[1], "\(mutator.random)")
            if case .success = answers[0] { good += 1 }
        }
        #expect(good > 0)
    }

    /// Raw deflate data for many times the letter a: one literal, then copies of 258 bytes from one byte back.
    private static func bomb(repeats: Int) -> (bytes: [UInt8], size: Int) {
        var bytes: [UInt8] = []
        var filled = 0
        func put(_ bits: String) {
            for bit in bits {
                if filled % 8 == 0 { bytes.append(0) }
                if bit == "1" { bytes[filled / 8] |= 1 << UInt8(filled % 8) }
                filled += 1
            }
        }
        // The last block, with fixed codes; the literal 0x61 as 0x30 + 0x61.
        put("1" + "10" + "10010001")
        for _ in 0..<repeats { put("11000101" + "00000") }
        put("0000000")
        return (bytes, 1 + 258 * repeats)
    }
}
