// SPDX-License-Identifier: Apache-2.0

package import MySQLWire

/// The server wants a file of the client's, which is never given: the answer is an empty packet.
///
/// A hostile server asks for any file in answer to any query, so no setting allows it.
package struct LocalInfileRequest: Sendable, Hashable {
    /// The first byte of the packet.
    package static let header: UInt8 = 0xfb

    /// The name of the file, for the error that tells of it.
    package var fileName: String

    /// Takes the name.
    package init(fileName: String) {
        self.fileName = fileName
    }

    /// Reads the packet to its end: `fb`, then the name.
    ///
    /// Source: MySQL 9.7, `sql/sql_load.cc`, `net_request_file`.
    package init(from reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        let header = try reader.uint8()
        guard header == LocalInfileRequest.header else { throw WireError(.invalidValue(UInt64(header)), at: start) }
        fileName = String(repairing: reader.rest())
    }

    /// Writes the packet.
    package func encode(into writer: inout WireWriter) {
        writer.uint8(LocalInfileRequest.header)
        writer.text(fileName)
    }
}
