// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
/// Which types of PostgreSQL hold every value of a type of the source: docs/TYPE-MAPPING.md.
enum TypeMapping {
    /// The type that a column is made with; nil where the log tells too little of it.
    static func type(for kind: SourceKind, zeroDates: PostgresSink.ZeroDates) -> String? {
        switch kind {
        case .integer(let bits, let isUnsigned):
            switch isUnsigned ? bits + 1 : bits {
            case ...16: "smallint"
            case ...32: "integer"
            case ...64: "bigint"
            default: "numeric(20)"
            }
        case .decimal(let precision, let scale): "numeric(\(precision),\(scale))"
        case .float: "real"
        case .double: "double precision"
        case .bits(let count): "bit(\(count))"
        case .year: "smallint"
        case .date: zeroDates == .text ? "text" : "date"
        case .time(let digits): "interval(\(digits))"
        case .dateTime(let digits): zeroDates == .text ? "text" : "timestamp(\(digits)) without time zone"
        case .timestamp(let digits): zeroDates == .text ? "text" : "timestamp(\(digits)) with time zone"
        case .text, .label: "text"
        case .bytes, .geometry: "bytea"
        case .json: "jsonb"
        case .vector: "real[]"
        case .uuid: "uuid"
        case .inet: "inet"
        case .unknown: nil
        }
    }

    /// Why a column of the target cannot take every value as it is, or refuse it aloud; nil where it can.
    static func problem(of kind: SourceKind, in type: PostgresType) -> String? {
        if case .text(let limit, let isPadded) = type { return problem(of: kind, inText: limit, isPadded) }
        switch (kind, type) {
        case (.unknown, _): return "the log does not tell its type or sign (binlog_row_metadata=FULL tells)"
        // A value that is too large is refused by the server; no digit gets lost.
        case (.integer, .integer), (.integer, .numeric(precision: nil, scale: _)), (.year, .integer): return nil
        case (.integer, .numeric(_, let scale)) where scale >= 0: return nil
        case (.integer(bits: 8, isUnsigned: _), .boolean), (.bits(1), .boolean): return nil
        case (.decimal, .numeric(precision: nil, scale: _)): return nil
        case (.decimal(_, let digits), .numeric(_, let scale)):
            return scale >= digits ? nil : "it would be rounded to \(scale) digits"
        case (.float, .real), (.float, .double), (.double, .double): return nil
        case (.bits(let count), .bits(let limit, let isVarying)):
            return isVarying || limit == count ? nil : "it has another number of bits"
        case (.date, .date), (.date, .timestamp(_, hasZone: false)): return nil
        case (.dateTime(let digits), .timestamp(let limit, hasZone: false)),
            (.timestamp(let digits), .timestamp(let limit, hasZone: true)),
            (.time(let digits), .interval(let limit)), (.time(let digits), .time(let limit)):
            return limit >= digits ? nil : "it would be rounded to \(limit) digits of a second"
        case (.dateTime, .timestamp(_, hasZone: true)):
            return "a DATETIME is in no time zone, and that type is an instant; use timestamp without time zone"
        case (.timestamp, .timestamp(_, hasZone: false)):
            return "a TIMESTAMP is an instant; use timestamp with time zone"
        case (.bytes, .bytes), (.geometry, .bytes), (.vector, .realArray): return nil
        case (.json, .json), (.text, .json): return nil
        case (.uuid, .uuid), (.inet, .inet), (.text, .uuid): return nil
        default: return "that type does not take its values"
        }
    }

    private static func problem(of kind: SourceKind, inText limit: Int?, _ isPadded: Bool) -> String? {
        if isPadded {
            guard case .text(let length?, isPadded: true) = kind, length <= limit ?? 0 else {
                return "the type character(n) adds and drops spaces; use text"
            }
            return nil
        }
        switch kind {
        case .bytes, .geometry, .unknown: return "text does not take bytes; use bytea"
        case .text(let length, _):
            // Spaces beyond the limit would be dropped in silence.
            guard let limit, length.map({ $0 > limit }) ?? true else { return nil }
            return "it can be longer than \(limit) characters"
        default: return limit == nil ? nil : "its length is not limited; use text"
        }
    }
}
#endif
