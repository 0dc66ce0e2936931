// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes
import MySQLWire

/// MariaDB's UUID, INET4 and INET6, which a log holds as binary strings; only the user can tell them.
enum AddressText {
    /// Appends the value as the server prints it; false, with nothing appended, where the column is none of these or the bytes
    /// are too many.
    static func write(_ bytes: Span<UInt8>, _ hint: ColumnHint, to text: inout TextWriter) -> Bool {
        let start = text.count
        do throws(WireError) {
            switch hint {
            case .uuid: try text.append(uuid: bytes)
            case .inet4: try text.append(inet4: bytes)
            case .inet6: try text.append(inet6: bytes)
            default: return false
            }
            return true
        } catch {
            text.truncate(to: start)
            return false
        }
    }
}
