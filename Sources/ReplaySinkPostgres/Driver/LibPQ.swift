// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
import CPostgres
import MySQLTypes

/// A connection of libpq, never blocking: who holds it waits for its socket.
///
/// Safe to hold: the handle is made here, freed here and never handed out. Not `Sendable`: one thread uses it.
@safe
final class LibPQ {
    /// How far connecting is.
    enum Progress: Sendable, Hashable {
        case reading, writing, ready, failed
    }

    private let handle: OpaquePointer

    /// Begins to connect; a later option takes the place of an earlier one, and `dbname` may be a URL or a list of options.
    ///
    /// - Throws: ``PostgresError`` where an option is unknown, or memory is short. The library looks up names here, which blocks.
    init(options: [(name: String, value: String)]) throws(PostgresError) {
        let names = options.map(\.name)
        let values = options.map(\.value)
        let started = unsafe withCStrings(names) { names in
            unsafe withCStrings(values) { values in unsafe PQconnectStartParams(names, values, 1) }
        }
        guard let started = unsafe started else { throw PostgresError(.connect, "no memory for a connection") }
        unsafe handle = started
        // The library's own way with notices is to print them.
        unsafe PQsetNoticeReceiver(handle, { _, _ in }, nil)
        // Only so do messages of a refused login have the server's code.
        _ = unsafe PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        guard unsafe PQstatus(handle) != CONNECTION_BAD else { throw failure(.connect) }
    }

    /// Why an address cannot be used, whatever the server says; nil where it can.
    static func problem(in address: String) -> String? {
        var message: UnsafeMutablePointer<CChar>?
        let options = unsafe PQconninfoParse(address, &message)
        unsafe PQconninfoFree(options)
        defer { unsafe PQfreemem(message) }
        guard unsafe options == nil else { return nil }
        return unsafe message.map { unsafe oneLine(String(cString: $0)) } ?? "no memory for the address"
    }

    deinit {
        unsafe PQfinish(handle)
    }

    /// An address for people: what it says of user, host, port and database.
    ///
    /// - Throws: ``PostgresError`` where it cannot be read.
    static func displayName(of address: String) throws(PostgresError) -> String {
        if let problem = problem(in: address) { throw PostgresError(.address, problem) }
        let options = unsafe PQconninfoParse(address, nil)
        defer { unsafe PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = unsafe options
        while let current = unsafe option, let keyword = unsafe current.pointee.keyword {
            if let value = unsafe current.pointee.val {
                values[unsafe String(cString: keyword)] = unsafe String(cString: value)
            }
            unsafe option = current + 1
        }
        let host = (values["host"] ?? values["hostaddr"] ?? "") + (values["port"].map { ":\($0)" } ?? "")
        return "postgres://" + (values["user"].map { "\($0)@" } ?? "") + host + "/" + (values["dbname"] ?? "")
    }

    /// Goes on with connecting when the socket is ready.
    func advance() -> Progress {
        switch unsafe PQconnectPoll(handle) {
        case PGRES_POLLING_READING: .reading
        case PGRES_POLLING_WRITING: .writing
        case PGRES_POLLING_OK: .ready
        default: .failed
        }
    }

    /// The socket, which may change while connecting.
    var socket: Int32 { unsafe PQsocket(handle) }

    /// Whether the connection broke.
    var isBroken: Bool { unsafe PQstatus(handle) == CONNECTION_BAD }

    /// Whether the session is idle, in a transaction, or in one that failed: `I`, `T` or `E`; `?` where that is not known.
    var transactionState: Character {
        switch unsafe PQtransactionStatus(handle) {
        case PQTRANS_IDLE: "I"
        case PQTRANS_ACTIVE, PQTRANS_INTRANS: "T"
        case PQTRANS_INERROR: "E"
        default: "?"
        }
    }

    /// The process that serves the connection.
    var serverProcess: Int32 { unsafe PQbackendPID(handle) }

    /// The server's version: 150018 is 15.18.
    var serverVersion: Int { Int(unsafe PQserverVersion(handle)) }

    /// Whether the connection is encrypted.
    var usesTLS: Bool { unsafe PQsslInUse(handle) != 0 }

    /// What the library says of its last failure.
    func failure(_ kind: PostgresError.Kind) -> PostgresError {
        let text = unsafe String(cString: PQerrorMessage(handle))
        var error = PostgresError(kind, oneLine(text))
        // "FATAL:  28P01: password authentication failed …", then a line on where in the server that was.
        if let match = text.firstMatch(of: #/: {2}([0-9A-Z]{5}): /#) {
            error.sqlState = SQLState(String(match.1))
            error.message = oneLine(String(text[match.range.upperBound...].prefix { !$0.isNewline }))
        }
        return error
    }

    /// Ends the time of connecting: sending never blocks, and messages are short.
    func beginUse() {
        unsafe PQsetnonblocking(handle, 1)
        _ = unsafe PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
    }

    /// Queues statements without parameters; false where the library refuses.
    func send(_ sql: String) -> Bool { unsafe PQsendQuery(handle, sql) != 0 }

    /// Queues a statement with parameters, whose types the server works out.
    func send(_ sql: String, _ parameters: borrowing PostgresParameters) -> Bool {
        unsafe withParameters(parameters) { values, lengths, formats in
            unsafe PQsendQueryParams(handle, sql, Int32(parameters.count), nil, values, lengths, formats, 0) != 0
        }
    }

    /// Queues the preparing of a statement; the server works out the types of parameters that are not told (0).
    func sendPrepare(_ name: String, _ sql: String, types: [UInt32]) -> Bool {
        unsafe PQsendPrepare(handle, name, sql, Int32(clamping: types.count), types) != 0
    }

    /// Queues a prepared statement.
    func sendPrepared(_ name: String, _ parameters: borrowing PostgresParameters) -> Bool {
        unsafe withParameters(parameters) { values, lengths, formats in
            unsafe PQsendQueryPrepared(handle, name, Int32(parameters.count), values, lengths, formats, 0) != 0
        }
    }

    /// Begins to send statements without waiting for answers.
    func enterPipeline() -> Bool { unsafe PQenterPipelineMode(handle) != 0 }

    /// Ends that, when every answer was read.
    func exitPipeline() -> Bool { unsafe PQexitPipelineMode(handle) != 0 }

    /// Marks a place behind which statements are looked at again after one failed.
    func sendSync() -> Bool { unsafe PQpipelineSync(handle) != 0 }

    /// Sends what is queued: true when all is sent, false when the socket takes no more; nil where the connection broke.
    func flush() -> Bool? {
        switch unsafe PQflush(handle) {
        case 0: true
        case 1: false
        default: nil
        }
    }

    /// Reads what the socket has; false where the connection broke.
    func consumeInput() -> Bool { unsafe PQconsumeInput(handle) != 0 }

    /// Whether an answer is still to come.
    var isBusy: Bool { unsafe PQisBusy(handle) != 0 }

    /// The next answer; nil behind the last of a statement.
    func nextResult() -> LibPQResult? {
        unsafe PQgetResult(handle).map { unsafe LibPQResult($0) }
    }

    /// Queues data of a COPY: true when it was taken, false when the queue is full; nil where the connection broke.
    func putCopyData(_ bytes: Span<UInt8>) -> Bool? {
        let status = unsafe bytes.withUnsafeBytes { bytes in
            unsafe PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        return status == 1 ? true : status == 0 ? false : nil
    }

    /// Ends a COPY, with a reason where it shall fail: true when that was queued, false when the queue is full.
    func putCopyEnd(failing reason: String?) -> Bool? {
        let status: Int32
        if let reason {
            status = unsafe PQputCopyEnd(handle, reason)
        } else {
            status = unsafe PQputCopyEnd(handle, nil)
        }
        return status == 1 ? true : status == 0 ? false : nil
    }

    /// A name as SQL spells it, quoted.
    static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}

/// Lends the pointers that the library takes parameters by.
private func withParameters<Result>(
    _ parameters: borrowing PostgresParameters,
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
) -> Result {
    let lengths = parameters.places.map(\.count)
    let formats = parameters.places.map(\.format)
    return unsafe parameters.bytes.span.withUnsafeBytes { bytes in
        let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let values = unsafe parameters.places.map { place in
            place.start < 0 ? nil : unsafe base.map { unsafe $0 + place.start }
        }
        return unsafe body(values, lengths, formats)
    }
}

/// Lends C strings, with a null behind the last.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for string in strings {
        starts.append(bytes.count)
        bytes += string.utf8.map { CChar(bitPattern: $0) }
        bytes.append(0)
    }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
        var pointers = unsafe starts.map { start in unsafe bytes.baseAddress.map { unsafe $0 + start } }
        unsafe pointers.append(nil)
        return unsafe pointers.withUnsafeBufferPointer { pointers in
            guard let base = pointers.baseAddress else { preconditionFailure("there is a null at least") }
            return unsafe body(base)
        }
    }
}

/// The lines of a message as one, without the last line's end.
func oneLine(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline).map { $0.drop { $0.isWhitespace } }.joined(separator: "; ")
}
#endif
