// SPDX-License-Identifier: Apache-2.0

/// Reads the rows out of what `mysql --xml` writes, the one output of the client that tells NULL from `NULL`.
///
/// Source: MySQL 9.7, `client/mysql.cc`, `print_table_data_xml`, `xmlencode_print`.
struct ClientXMLReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Every `<row>`; nil if the text is of another form.
    mutating func rows() -> [[String?]]? {
        var rows: [[String?]] = []
        while let tag = nextTag() {
            if tag == "row" {
                rows.append([])
            } else if tag.hasPrefix("field name=") {
                guard !rows.isEmpty else { return nil }
                if tag.hasSuffix("xsi:nil=\"true\" /") {
                    rows[rows.count - 1].append(nil)
                } else {
                    rows[rows.count - 1].append(text())
                }
            }
        }
        return offset == bytes.count ? rows : nil
    }

    /// The inside of the next tag, without its angle brackets.
    ///
    /// The client escapes them in text and in attributes.
    private mutating func nextTag() -> String? {
        guard let start = bytes[offset...].firstIndex(of: UInt8(ascii: "<")) else {
            offset = bytes.count
            return nil
        }
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
        offset = end + 1
        return String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    }

    private mutating func text() -> String {
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        let raw = String(decoding: bytes[offset..<end], as: UTF8.self)
        offset = end
        guard raw.utf8.contains(UInt8(ascii: "&")) else { return raw }
        // `&amp;` last: what it stands for begins no further entity.
        return raw.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
    }
}
