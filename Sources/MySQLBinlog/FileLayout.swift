// SPDX-License-Identifier: Apache-2.0

/// What a format description tells of every event of its file, looked up once.
struct FileLayout {
    /// Bytes of a common header.
    private(set) var headerLength = EventHeader.byteCount
    /// Whether each event ends with a CRC-32.
    private(set) var hasChecksum: Bool
    /// Whether a format description is in force.
    private(set) var isKnown: Bool
    /// Whether MariaDB wrote the file.
    private(set) var isMariaDB = false
    /// Whether a tree wrote the file that numbered its events otherwise.
    private(set) var usesPermutedTypes = false
    /// Bytes of the fixed part of each event type, by its number.
    private var postHeaderLengths = [256 of UInt8](repeating: 8)

    /// Before the first format description; `hasChecksum` where the events that may come then are checked.
    init(hasChecksum: Bool) {
        self.hasChecksum = hasChecksum
        isKnown = false
    }

    init(_ format: FormatDescriptionEvent) {
        headerLength = Int(format.headerLength)
        hasChecksum = format.checksumAlgorithm == .crc32
        isMariaDB = format.isMariaDB
        usesPermutedTypes = format.usesPermutedTypes
        isKnown = true
        for number in 0...UInt8.max {
            let type = EventType(rawValue: number)
            // What a server does not tell is as it was when the type was new.
            let usual: UInt8 = type == .query || type == .queryCompressed ? 13 : 8
            let told = format.postHeaderLength(of: type).map { UInt8(truncatingIfNeeded: $0) }
            postHeaderLengths[Int(number)] = told ?? usual
        }
    }

    /// Bytes of the fixed part of events of `type`.
    func postHeaderLength(of type: EventType) -> Int { Int(postHeaderLengths[Int(type.rawValue)]) }
}
