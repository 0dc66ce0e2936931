// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How DECIMAL is written in Debezium's envelopes.
enum DecimalMode: String, ExpressibleByArgument, CaseIterable, Sendable {
    case precise
    case double
    case string
}

/// How BIGINT UNSIGNED is written in Debezium's envelopes.
enum UnsignedMode: String, ExpressibleByArgument, CaseIterable, Sendable {
    case long
    case precise
}

/// What is done with text that is none of its character set.
enum InvalidText: String, ExpressibleByArgument, CaseIterable, Sendable {
    case stop
    case replace
}

/// Fields that Maxwell writes on request.
enum MaxwellField: String, ExpressibleByArgument, CaseIterable, Sendable {
    case query
    case xoffset
    case position
    case gtid
    case serverID = "server_id"
    case threadID = "thread_id"
    case primaryKey = "primary_key"
    case primaryKeyColumns = "primary_key_columns"
}

/// The options of the formats that other systems' consumers read.
struct EnvelopeOptions: ParsableArguments, Sendable {
    @Flag(help: "Debezium: write each message with its schema.")
    var schemas = false

    @Option(help: ArgumentHelp("Debezium: what names begin with, and the source's name.", valueName: "name"))
    var topicPrefix = "binlogtail"

    @Option(help: "Debezium: DECIMAL as bytes (precise), number (double) or string.")
    var decimalHandlingMode: DecimalMode = .precise

    @Option(help: "Debezium: BIGINT UNSIGNED as a number (long) or bytes (precise).")
    var bigintUnsignedHandlingMode: UnsignedMode = .long

    @Option(
        help: ArgumentHelp(
            "Maxwell: write this field too: query, xoffset, position, gtid, server_id, thread_id, primary_key or "
                + "primary_key_columns; may be repeated.",
            valueName: "field"
        )
    )
    var output: [MaxwellField] = []

    @Option(
        help:
            "Debezium, Maxwell, canal: stop at text that is none of its character set, or replace what is wrong in it."
    )
    var invalidText: InvalidText = .stop

    @Option(help: "Formats that tell rows: stop at statements that change rows without telling which, or skip them.")
    var onStatement: StatementPolicy = .stop
}
