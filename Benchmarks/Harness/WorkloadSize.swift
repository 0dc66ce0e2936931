// SPDX-License-Identifier: Apache-2.0

/// How much a binlog holds.
public struct WorkloadSize: Sendable, Hashable, Codable {
    /// Bytes of the file.
    public var bytes = 0
    /// Events, those inside transaction payloads too.
    public var events = 0
    /// Events that stand in the file by themselves.
    public var outerEvents = 0
    /// Changed rows.
    public var rows = 0
    /// Values of all row images.
    public var values = 0

    /// Begins with nothing.
    public init() {}
}
