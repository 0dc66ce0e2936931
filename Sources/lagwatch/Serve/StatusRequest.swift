// SPDX-License-Identifier: Apache-2.0

/// What a client asks for.
package struct StatusRequest: Sendable, Hashable {
    /// The method, in capitals.
    package var method: String
    /// The path and, behind a question mark, the query.
    package var target: String

    /// Takes both as they were sent.
    package init(method: String, target: String) {
        self.method = method
        self.target = target
    }

    /// The path alone.
    package var path: Substring { target.prefix { $0 != "?" } }

    /// The value of a field of the query, as it was sent; nil where it has none of that name.
    package func value(of name: String) -> Substring? {
        guard let mark = target.firstIndex(of: "?") else { return nil }
        for field in target[target.index(after: mark)...].split(separator: "&") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == name { return parts[1] }
        }
        return nil
    }
}

/// What a client is answered.
package struct StatusAnswer: Sendable, Hashable {
    /// The status code of HTTP.
    package var status: Int
    /// The type of the body.
    package var contentType: String
    /// The body.
    package var body: [UInt8]
    /// Further fields of the head.
    package var fields: [String: String]

    /// Takes what is sent.
    package init(_ status: Int, _ contentType: String, _ body: [UInt8], fields: [String: String] = [:]) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.fields = fields
    }

    /// A line of text.
    package init(_ status: Int, _ text: String, fields: [String: String] = [:]) {
        self.init(status, "text/plain; charset=utf-8", Array((text + "\n").utf8), fields: fields)
    }
}
