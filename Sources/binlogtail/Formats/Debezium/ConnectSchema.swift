// SPDX-License-Identifier: Apache-2.0

import MySQLBinlog
import MySQLTypes

/// Schemas as Kafka Connect's JSON converter writes them.
enum ConnectSchema {
    /// A type of Kafka Connect, and what Debezium means by it.
    private struct Meaning {
        var type: StaticString
        var name: StaticString?
        var parameters: [(String, String)] = []
    }

    /// Appends the schema of a field with a plain type.
    static func field(
        _ name: StaticString,
        _ type: StaticString,
        isOptional: Bool,
        to text: inout TextWriter
    ) {
        text.append("{\"type\":\"")
        text.append(type)
        text.append(isOptional ? "\",\"optional\":true,\"field\":\"" : "\",\"optional\":false,\"field\":\"")
        text.append(name)
        text.append("\"}")
    }

    /// Appends the schema of a column as a field.
    static func field(_ column: Column, _ index: Int, _ options: EnvelopeOptions, to text: inout TextWriter) {
        let end = column.isNullable ? ",\"optional\":true" : ",\"optional\":false"
        switch column.type {
        case .geometry:
            text.append("{\"type\":\"struct\",\"fields\":[")
            let isPoint = column.geometryType == 1
            if isPoint {
                field("x", "double", isOptional: false, to: &text)
                text.append(UInt8(ascii: ","))
                field("y", "double", isOptional: false, to: &text)
                text.append(UInt8(ascii: ","))
            }
            field("wkb", "bytes", isOptional: isPoint, to: &text)
            text.append(UInt8(ascii: ","))
            field("srid", "int32", isOptional: true, to: &text)
            text.append(text: "]" + end + ",\"name\":\"io.debezium.data.geometry.")
            text.append(isPoint ? "Point\",\"version\":1" : "Geometry\",\"version\":1")
        case .vector:
            text.append("{\"type\":\"array\",\"items\":{\"type\":\"float\",\"optional\":false}")
            text.append(text: end + ",\"name\":\"io.debezium.data.FloatVector\",\"version\":1")
        default: plain(column, options, end, to: &text)
        }
        text.append(",\"field\":")
        JSONText.string(column.label(index), to: &text)
        text.append(UInt8(ascii: "}"))
    }

    private static func plain(
        _ column: Column,
        _ options: EnvelopeOptions,
        _ end: String,
        to text: inout TextWriter
    ) {
        let meaning = meaning(column, options)
        text.append("{\"type\":\"")
        text.append(meaning.type)
        text.append(text: "\"" + end)
        guard let name = meaning.name else { return }
        text.append(",\"name\":\"")
        text.append(name)
        text.append("\",\"version\":1")
        guard !meaning.parameters.isEmpty else { return }
        for (ordinal, parameter) in meaning.parameters.enumerated() {
            text.append(ordinal == 0 ? ",\"parameters\":{" : ",")
            JSONText.string(parameter.0, to: &text)
            text.append(UInt8(ascii: ":"))
            JSONText.string(parameter.1, to: &text)
        }
        text.append(UInt8(ascii: "}"))
    }

    private static func meaning(_ column: Column, _ options: EnvelopeOptions) -> Meaning {
        let isUnsigned = column.isUnsigned == true
        switch column.type {
        case .tiny, .bool: return Meaning(type: "int16")
        case .short: return Meaning(type: isUnsigned ? "int32" : "int16")
        case .int24: return Meaning(type: "int32")
        case .long: return Meaning(type: isUnsigned ? "int64" : "int32")
        case .longLong:
            guard isUnsigned, options.bigintUnsignedHandlingMode == .precise else { return Meaning(type: "int64") }
            return decimal(scale: 0, precision: nil)
        case .float: return Meaning(type: "float")
        case .double: return Meaning(type: "double")
        case .newDecimal, .decimal:
            switch options.decimalHandlingMode {
            case .double: return Meaning(type: "double")
            case .string: return Meaning(type: "string")
            case .precise: return decimal(scale: column.metadata.scale, precision: column.metadata.precision)
            }
        case .bit:
            guard column.metadata.bitCount > 1 else { return Meaning(type: "boolean") }
            let length = ("length", "\(column.metadata.bitCount)")
            return Meaning(type: "bytes", name: "io.debezium.data.Bits", parameters: [length])
        case .year: return Meaning(type: "int32", name: "io.debezium.time.Year")
        case .date, .newDate: return Meaning(type: "int32", name: "io.debezium.time.Date")
        case .time, .time2: return Meaning(type: "int64", name: "io.debezium.time.MicroTime")
        case .dateTime, .dateTime2:
            return column.metadata.scale <= 3
                ? Meaning(type: "int64", name: "io.debezium.time.Timestamp")
                : Meaning(type: "int64", name: "io.debezium.time.MicroTimestamp")
        case .timestamp, .timestamp2: return Meaning(type: "string", name: "io.debezium.time.ZonedTimestamp")
        case .json: return Meaning(type: "string", name: "io.debezium.data.Json")
        case .enum: return Meaning(type: "string", name: "io.debezium.data.Enum", parameters: allowed(column))
        case .set: return Meaning(type: "string", name: "io.debezium.data.EnumSet", parameters: allowed(column))
        default: return Meaning(type: column.isBinary ? "bytes" : "string")
        }
    }

    private static func decimal(scale: Int, precision: Int?) -> Meaning {
        var parameters = [("scale", "\(scale)")]
        if let precision { parameters.append(("connect.decimal.precision", "\(precision)")) }
        return Meaning(type: "bytes", name: "org.apache.kafka.connect.data.Decimal", parameters: parameters)
    }

    private static func allowed(_ column: Column) -> [(String, String)] {
        let set = column.characterSet ?? .utf8mb4
        return [("allowed", column.labels.map { set.decode($0.span) }.joined(separator: ","))]
    }
}
