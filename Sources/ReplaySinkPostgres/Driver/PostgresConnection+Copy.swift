// SPDX-License-Identifier: Apache-2.0

#if PostgreSQL
extension PostgresConnection {
    /// Begins a `COPY … FROM STDIN`; nothing else can be sent until ``endCopy(failing:)``.
    ///
    /// - Throws: ``PostgresError``.
    package func beginCopy(_ sql: String) throws(PostgresError) {
        try checkOpen()
        guard library.send(sql) else { throw close(.disconnected) }
        guard let result = try nextResult() else { throw close(.disconnected) }
        if result.kind == .copyIn { return }
        let error =
            result.kind == .failed
            ? failure(result) : close(PostgresError(.unexpectedAnswer, "the server asks for no data of a COPY"))
        while try nextResult() != nil {}
        throw error
    }

    /// Sends a piece of the data; where pieces end means nothing.
    ///
    /// - Throws: ``PostgresError`` where the connection ends; what the server says of the data comes with the end.
    package func copy(_ bytes: Span<UInt8>) throws(PostgresError) {
        try checkOpen()
        var start = 0
        while start < bytes.count {
            let count = min(bytes.count - start, 1 << 20)
            switch library.putCopyData(bytes.extracting(start..<start + count)) {
            case true?: start += count
            case false?: break
            case nil: throw close(.disconnected)
            }
            try sendQueued(adding: count)
        }
    }

    /// Ends the data, or gives up with a reason.
    ///
    /// - Returns: How many rows there were.
    /// - Throws: ``PostgresError``; of what was given up too.
    @discardableResult
    package func endCopy(failing reason: String? = nil) throws(PostgresError) -> Int {
        try checkOpen()
        while true {
            switch library.putCopyEnd(failing: reason) {
            case true?: break
            case false?:
                try sendQueued(adding: 0, atOnce: true)
                continue
            case nil: throw close(.disconnected)
            }
            break
        }
        var count = 0
        var refusal: PostgresError?
        while let result = try nextResult() {
            if result.kind == .done { count = result.affectedRows } else { refusal = refusal ?? failure(result) }
        }
        if let refusal { throw refusal }
        return count
    }
}
#endif
