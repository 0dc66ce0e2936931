// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// The numbers of `java.sql.Types` that canal writes beside the values.
enum JavaType {
    /// The number for a column.
    static func number(_ column: Column) -> Int {
        let isUnsigned = column.isUnsigned == true
        return switch column.type {
        case .tiny, .bool: isUnsigned ? 5 : -6
        case .short: isUnsigned ? 4 : 5
        case .int24: 4
        case .long: isUnsigned ? -5 : 4
        case .longLong: isUnsigned ? 3 : -5
        case .float: 7
        case .double: 8
        case .newDecimal, .decimal: 3
        case .bit, .set: -7
        case .enum: 4
        case .date, .newDate: 91
        case .time, .time2: 92
        case .dateTime, .dateTime2, .timestamp, .timestamp2: 93
        case .string: column.isBinary ? 2004 : 1
        case .varchar, .varString, .varcharCompressed: column.isBinary ? 2004 : 12
        case .blob, .tinyBlob, .mediumBlob, .longBlob, .blobCompressed: column.isBinary ? 2004 : 2005
        case .geometry: 2004
        default: 12
        }
    }
}
