// SPDX-License-Identifier: Apache-2.0

public import MySQLWire

/// Gives `body` a reader of `bytes`.
public func reading<Result, Failure: Error>(
    _ bytes: [UInt8],
    _ body: (inout WireReader) throws(Failure) -> Result
) throws(Failure) -> Result {
    var reader = WireReader(bytes.span)
    return try body(&reader)
}

/// The error of `body`; nil where it throws none.
public func wireError<Result>(
    _ bytes: [UInt8],
    _ body: (inout WireReader) throws(WireError) -> Result
) -> WireError? {
    do throws(WireError) {
        _ = try reading(bytes, body)
        return nil
    } catch {
        return error
    }
}

/// How many of the first bytes `decode` takes for the whole, for every cut that it does not notice.
///
/// A decoder of messages that carry their own length notices all: the list is empty. So it is if, in addition, no error
/// lies beyond the bytes that were there.
public func unnoticedCuts<Result>(
    of bytes: [UInt8],
    _ decode: (inout WireReader) throws(WireError) -> Result
) -> [Int] {
    bytes.indices.filter { count in
        guard let error = wireError(Array(bytes[..<count]), decode) else { return true }
        return error.offset < 0 || error.offset > count
    }
}
