// SPDX-License-Identifier: Apache-2.0

public import MySQLReplication
public import MySQLTypes

/// GTIDs in the forms that people save them in.
public enum GTIDText {
    /// Reads GTIDs: bare, or as clients print a variable, as `SET` takes them, or in quotes.
    ///
    /// - Throws: ``GTIDSyntaxError`` where the text is neither MySQL's nor MariaDB's.
    public static func read(_ text: String) throws(GTIDSyntaxError) -> ExecutedGTIDs {
        let flat = text.replacing("\r\n", with: "\n").replacing("\\n", with: "\n").trimmingWhiteSpace
        var content = flat
        if flat.hasPrefix("@@") || flat.lowercased().hasPrefix("executed_gtid_set") {
            // The heading of a column stands above the value.
            content = flat.firstIndex(where: \.isNewline).map { flat[$0...].trimmingWhiteSpace } ?? ""
        } else if let open = flat.lastIndex(of: "'"), let start = flat[..<open].lastIndex(of: "'") {
            content = flat[flat.index(after: start)..<open]
        }
        return try ExecutedGTIDs(text: String(content))
    }
}
