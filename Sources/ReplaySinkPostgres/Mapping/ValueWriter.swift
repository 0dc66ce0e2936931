// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import ChangeReplay
import MySQLTypes
import MySQLWire

/// Writes values of changed rows as parameters of statements.
struct ValueWriter {
    let zeroDates: PostgresSink.ZeroDates
    let nulBytes: PostgresSink.NulBytes
    /// What was replaced so far.
    var counts = Substitutions()

    /// Adds a value as a parameter of a column of this type.
    ///
    /// - Throws: `SinkError` with code `rejected` where the target has no such value and the policy is to stop; its message does not
    ///   name the column.
    mutating func write(
        _ value: ChangeValue,
        of batch: ChangeBatch,
        as type: PostgresType,
        to parameters: inout PostgresParameters
    ) throws(SinkError) {
        let start = parameters.bytes.count
        switch value {
        case .absent, .null: return parameters.appendNull()
        case .signed(let value): parameters.bytes.append(value)
        case .unsigned(let value): parameters.bytes.append(value)
        case .float(let value): parameters.bytes.append(value)
        case .double(let value): parameters.bytes.append(value)
        case .year(let year): parameters.bytes.append(year)
        case .bits(let value):
            value.write(to: &parameters.bytes)
        case .decimal(let range): parameters.bytes.append(copying: batch.bytes(range))
        case .date(let date):
            guard try isWritable(MySQLDateTime(date), type) else { return parameters.appendNull() }
            date.write(to: &parameters.bytes)
        case .dateTime(let value):
            guard try isWritable(value, type) else { return parameters.appendNull() }
            value.write(to: &parameters.bytes)
        case .timestamp(let value):
            guard try isWritable(value.isZero ? MySQLDateTime.zero : value.dateTime(), type) else {
                return parameters.appendNull()
            }
            value.write(to: &parameters.bytes)
            // Text that was asked for is MySQL's own, in UTC.
            if case .timestamp = type { parameters.bytes.append("+00") }
        case .time(let value): value.write(to: &parameters.bytes)
        case .enumeration(_, let range), .set(_, let range), .text(let range):
            try write(text: batch.bytes(range), to: &parameters)
        case .json(let range):
            if case .json(isBinary: true) = type {
                try write(json: batch.bytes(range), to: &parameters)
            } else {
                parameters.bytes.append(copying: batch.bytes(range))
            }
        case .bytes(let range), .geometry(let range):
            parameters.bytes.append(copying: batch.bytes(range))
            return parameters.finish(from: start, isBinary: true)
        case .vector(let range): write(vector: batch.bytes(range), as: type, to: &parameters)
        }
        parameters.finish(from: start)
    }

    /// Whether a date can be written; false where NULL stands for it.
    private mutating func isWritable(_ value: MySQLDateTime, _ type: PostgresType) throws(SinkError) -> Bool {
        guard !value.isOnTheCalendar else { return true }
        if case .text = type {
            counts.textDates += 1
            return true
        }
        guard zeroDates == .null else {
            throw SinkError(
                .rejected,
                "the date is zero, partial or not on the calendar, and PostgreSQL has no such date",
                advice: "have it stored as NULL or as text (zero dates: null, text)"
            )
        }
        counts.zeroDates += 1
        return false
    }

    /// Adds text, which PostgreSQL takes without U+0000 only.
    private mutating func write(text: Span<UInt8>, to parameters: inout PostgresParameters) throws(SinkError) {
        var start = 0
        var found = 0
        for index in text.indices where text[index] == 0 {
            parameters.bytes.append(copying: text.extracting(start..<index))
            start = index + 1
            found += 1
        }
        parameters.bytes.append(copying: text.extracting(start..<text.count))
        if found > 0 { try strip(found) }
    }

    /// Adds a document, whose texts jsonb takes without U+0000 only.
    private mutating func write(json: Span<UInt8>, to parameters: inout PostgresParameters) throws(SinkError) {
        var start = 0
        var found = 0
        var index = 0
        while index < json.count {
            guard json[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            if index + 6 <= json.count, json[index + 1] == UInt8(ascii: "u"),
                (2..<6).allSatisfy({ json[index + $0] == UInt8(ascii: "0") })
            {
                parameters.bytes.append(copying: json.extracting(start..<index))
                index += 6
                start = index
                found += 1
            } else {
                index += 2
            }
        }
        parameters.bytes.append(copying: json.extracting(start..<json.count))
        if found > 0 { try strip(found) }
    }

    private mutating func strip(_ count: Int) throws(SinkError) {
        guard nulBytes == .strip else {
            throw SinkError(
                .rejected,
                "the text holds U+0000, which PostgreSQL's text cannot",
                advice:
                    "have it left out (NUL bytes: strip), or give the column a binary type on the source and in the target"
            )
        }
        counts.nulBytes += count
    }

    /// Adds a vector as an array, or as text as MySQL writes it.
    private func write(vector: Span<UInt8>, as type: PostgresType, to parameters: inout PostgresParameters) {
        let isText = if case .text = type { true } else { false }
        parameters.bytes.append(isText ? UInt8(ascii: "[") : UInt8(ascii: "{"))
        var index = 0
        while index + 4 <= vector.count {
            if index > 0 { parameters.bytes.append(UInt8(ascii: ",")) }
            var bits: UInt32 = 0
            for place in 0..<4 { bits |= UInt32(vector[index + place]) << UInt32(8 * place) }
            parameters.bytes.append(Float(bitPattern: bits))
            index += 4
        }
        parameters.bytes.append(isText ? UInt8(ascii: "]") : UInt8(ascii: "}"))
    }
}

extension MySQLDateTime {
    /// `0000-00-00 00:00:00`.
    fileprivate static let zero = MySQLDateTime(MySQLDate(year: 0, month: 0, day: 0))

    fileprivate init(_ date: MySQLDate) {
        self.init(
            year: date.year,
            month: date.month,
            day: date.day,
            hour: 0,
            minute: 0,
            second: 0,
            microseconds: 0,
            fractionalDigits: 0
        )
    }

    /// Whether there is such a day, of the years 1 to 9999, and such a time.
    var isOnTheCalendar: Bool {
        guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1, hour < 24, minute < 60, second < 60 else {
            return false
        }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        switch month {
        case 2: return day <= (isLeap ? 29 : 28)
        case 4, 6, 9, 11: return day <= 30
        default: return day <= 31
        }
    }
}
#endif
