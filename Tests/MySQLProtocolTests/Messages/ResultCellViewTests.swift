// SPDX-License-Identifier: Apache-2.0

import MySQLProtocol
import MySQLTestSupport
import MySQLTypes
import MySQLWire
import Testing

struct ResultCellViewTests {
    /// One value of each width and sign.
    struct Integer: Sendable {
        let type: ColumnType
        let bytes: [UInt8]
        let signed: Int64
        let unsigned: UInt64
    }

    private static let integers = [
        Integer(type: .tiny, bytes: [0xff], signed: -1, unsigned: 255),
        Integer(type: .short, bytes: [0xfe, 0xff], signed: -2, unsigned: 65_534),
        Integer(type: .int24, bytes: [0xfd, 0xff, 0xff, 0xff], signed: -3, unsigned: 4_294_967_293),
        Integer(type: .long, bytes: [0, 0, 0, 0x80], signed: -2_147_483_648, unsigned: 2_147_483_648),
        Integer(type: .longLong, bytes: [UInt8](repeating: 0xff, count: 8), signed: -1, unsigned: .max),
    ]

    private func error(_ bytes: [UInt8], _ format: CellFormat) -> WireError? {
        do throws(WireError) {
            _ = try ResultCellView(binary: bytes.span, as: format)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: integers) func `an integer has its width, and its sign from the column`(_ value: Integer) throws {
        guard
            case .signed(value.signed) = try ResultCellView(binary: value.bytes.span, as: CellFormat(type: value.type))
        else {
            Issue.record("signed")
            return
        }
        let unsigned = CellFormat(type: value.type, isUnsigned: true)
        guard case .unsigned(value.unsigned) = try ResultCellView(binary: value.bytes.span, as: unsigned) else {
            Issue.record("unsigned")
            return
        }
        #expect(error(Array(value.bytes.dropLast()), unsigned) != nil)
        #expect(error(value.bytes + [0], unsigned) == WireError(.trailing(count: 1), at: value.bytes.count))
    }

    @Test func `a year is unsigned, whatever the column says`() throws {
        let bytes: [UInt8] = [0xe8, 0x07]
        guard case .unsigned(2024) = try ResultCellView(binary: bytes.span, as: CellFormat(type: .year)) else {
            Issue.record("no year")
            return
        }
    }

    @Test(arguments: [ColumnType.newDecimal, .varString, .json, .bit, .geometry, .vector, ColumnType(rawValue: 99)])
    func `all else is bytes`(_ type: ColumnType) throws {
        let bytes: [UInt8] = [0x31, 0xff]
        guard case .bytes(let content) = try ResultCellView(binary: bytes.span, as: CellFormat(type: type)) else {
            Issue.record("no bytes")
            return
        }
        let copy = [UInt8](copying: content)
        #expect(copy == bytes)
    }
}
