// SPDX-License-Identifier: Apache-2.0

/// What was wrong with the text of a GTID, of a set of them or of a position, and at which byte.
public struct GTIDSyntaxError: Error, Sendable, Hashable {
    /// What was wrong.
    public enum Kind: Sendable, Hashable {
        /// No UUID of 36 characters begins here.
        case expectedSource
        /// Behind a colon stands neither a number nor a tag.
        case expectedNumberOrTag
        /// No decimal number begins here.
        case expectedNumber
        /// The number is too large, or is zero where the first is one.
        case numberOutOfRange
        /// The number begins with a zero: servers disagree on whether it is decimal or octal.
        case leadingZero
        /// A tag has more than 32 characters.
        case tagTooLong
        /// Neither a colon, nor a comma, nor the end stands here.
        case expectedSeparator
        /// Something stands behind what should be all.
        case expectedEnd
        /// Between the parts of a MariaDB GTID there is no dash.
        case expectedDash
        /// A MariaDB position names this domain a second time.
        case duplicateDomain(UInt32)
        /// No `file:offset` stands here.
        case expectedFilePosition
        /// A stored position does not begin with `file=`, `mysql=` or `mariadb=`.
        case expectedFlavour
    }

    /// What was wrong.
    public var kind: Kind
    /// Bytes from the start of the text, in UTF-8.
    public var offset: Int

    /// Says what was wrong at which byte.
    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

extension GTIDSyntaxError: CustomStringConvertible {
    /// What was wrong, where, and what to write instead.
    public var description: String {
        let what =
            switch kind {
            case .expectedSource: "no UUID here; write 36 characters such as 4f68a417-e505-11f1-9b56-02fc00000001"
            case .expectedNumberOrTag: "neither number nor tag behind the colon; write uuid:1-5 or uuid:tag:1-5"
            case .expectedNumber: "no number here; write decimal digits"
            case .numberOutOfRange: "the number is out of range; GTIDs of MySQL count from 1 to 9223372036854775806"
            case .leadingZero: "the number begins with a zero, which some servers read as octal; leave it out"
            case .tagTooLong: "the tag is too long; it may have \(GTIDTag.maximumCount) characters"
            case .expectedSeparator: "unexpected character; a colon, a comma or the end may follow here"
            case .expectedEnd: "something follows what should be all; give one only, or use the type for several"
            case .expectedDash: "no dash here; write domain-server-sequence such as 0-1-5"
            case .duplicateDomain(let domain): "domain \(domain) is named twice; keep its latest GTID only"
            case .expectedFilePosition: "no file position here; write file:offset such as binlog.000001:4"
            case .expectedFlavour: "no kind of position here; begin with file=, mysql= or mariadb="
            }
        return "\(what) (at byte \(offset))"
    }
}
