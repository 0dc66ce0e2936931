// SPDX-License-Identifier: Apache-2.0

import MySQLReplication
import MySQLTypes
import MySQLWire

extension Checkpoint {
    /// The row of ``BookkeepingTable/checkpoints``, a value for each column.
    public var fields: [BookkeepingValue] {
        let record = PositionRecord(place)
        let branches = inDoubt.branches.map(Checkpoint.text)
        return [
            .text(task),
            .number(Int64(worker)),
            .number(sequence),
            applied.isEmpty ? .null : .text(applied.map(String.init).joined(separator: ",")),
            .text(record.source.flavour),
            record.source.uuid.map { .text($0) } ?? .null,
            record.source.serverID.map { .number(Int64($0)) } ?? .null,
            .text(record.file),
            .number(Int64(bitPattern: record.position)),
            record.gtid.map { .text($0) } ?? .null,
            record.mark.map { .number(Int64(bitPattern: $0.position)) } ?? .null,
            record.mark.map { .number(Int64($0.digest)) } ?? .null,
            branches.isEmpty ? .null : .text(branches.joined(separator: "\n")),
            .number(Int64(sourceTime)),
        ]
    }

    /// Reads a row of ``BookkeepingTable/checkpoints``.
    ///
    /// - Throws: `SinkError` with code `schema` where it is none.
    public init(fields: [BookkeepingValue]) throws(SinkError) {
        var reader = FieldReader(fields)
        let task = try reader.text()
        let worker = try reader.number()
        let sequence = try reader.number()
        let applied = try reader.optionalText()
        let flavour = try reader.text()
        let uuid = try reader.optionalText()
        let serverID = try reader.optionalNumber()
        let file = try reader.text()
        let position = try reader.number()
        let gtid = try reader.optionalText()
        let markPosition = try reader.optionalNumber()
        let markDigest = try reader.optionalNumber()
        let branches = try reader.optionalText()
        let time = try reader.optionalNumber()
        var record = PositionRecord(
            source: .init(flavour: flavour, uuid: uuid, serverID: serverID.flatMap { UInt32(exactly: $0) }),
            file: file,
            position: UInt64(bitPattern: position),
            gtid: gtid
        )
        if let markPosition, let markDigest, let digest = UInt32(exactly: markDigest) {
            record.mark = .init(position: UInt64(bitPattern: markPosition), digest: digest)
        }
        let place: ResumePoint
        do throws(PositionRecordError) {
            place = try record.resumePoint()
        } catch {
            throw SinkError(.schema, "the checkpoint of task \(task) cannot be read: \(error)")
        }
        self.init(
            task: task,
            worker: Int(worker),
            sequence: sequence,
            applied: try Checkpoint.numbers(applied, task),
            place: place,
            inDoubt: try Checkpoint.branches(branches, task),
            sourceTime: time.flatMap { UInt32(exactly: $0) } ?? 0
        )
    }

    private static func numbers(_ text: String?, _ task: String) throws(SinkError) -> [Int64] {
        var numbers: [Int64] = []
        for part in (text ?? "").split(separator: ",") {
            guard let number = Int64(part) else {
                throw SinkError(.schema, "the checkpoint of task \(task) has '\(part)' among its numbers")
            }
            numbers.append(number)
        }
        return numbers
    }

    private static func text(_ branch: HeldBranch) -> String {
        "\(branch.identifier) \(branch.position) \(branch.since) \(branch.gtid.map { "\($0)" } ?? "-")"
    }

    private static func branches(_ text: String?, _ task: String) throws(SinkError) -> HeldBranches {
        var branches: [HeldBranch] = []
        for line in (text ?? "").split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            let statement = Array("XA COMMIT \(parts[0])".utf8)
            guard parts.count == 4, let identifier = XAIdentifier(statement: statement.span),
                let position = BinlogFilePosition(parts[1]), let since = UInt32(parts[2])
            else { throw SinkError(.schema, "the checkpoint of task \(task) names no XA transaction by '\(line)'") }
            let gtid = parts[3] == "-" ? nil : TransactionIdentity(checkpoint: parts[3])
            branches.append(HeldBranch(identifier: identifier, gtid: gtid, position: position, since: since))
        }
        return HeldBranches(branches)
    }
}

extension TransactionIdentity {
    /// Reads what ``description`` writes; nil where it is none.
    fileprivate init?(checkpoint text: String) {
        // What is no GTID of one family may be one of the other.
        if let gtid = try? GTID(text) {
            self = .mysql(gtid)
        } else if let gtid = try? MariaDBGTID(text) {
            self = .mariaDB(gtid)
        } else {
            return nil
        }
    }
}

/// Takes the values of a bookkeeping row one after the other.
private struct FieldReader {
    private var fields: [BookkeepingValue]
    private var next = 0

    init(_ fields: [BookkeepingValue]) {
        self.fields = fields
    }

    private mutating func take() throws(SinkError) -> BookkeepingValue {
        guard next < fields.count else { throw SinkError(.schema, "a checkpoint has too few columns") }
        defer { next += 1 }
        return fields[next]
    }

    mutating func optionalText() throws(SinkError) -> String? {
        switch try take() {
        case .null: return nil
        case .text(let text): return text
        case .number(let number): return String(number)
        }
    }

    mutating func optionalNumber() throws(SinkError) -> Int64? {
        switch try take() {
        case .null: return nil
        case .number(let number): return number
        case .text: throw SinkError(.schema, "a checkpoint has text where a number belongs")
        }
    }

    mutating func text() throws(SinkError) -> String {
        guard let text = try optionalText() else { throw SinkError(.schema, "a checkpoint lacks a value") }
        return text
    }

    mutating func number() throws(SinkError) -> Int64 {
        guard let number = try optionalNumber() else { throw SinkError(.schema, "a checkpoint lacks a value") }
        return number
    }
}
