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
    private var types = [256 of TypeLayout](repeating: TypeLayout())

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
            let usual = type == .query || type == .queryCompressed ? 13 : 8
            types[Int(number)] = TypeLayout(type, postHeaderLength: format.postHeaderLength(of: type) ?? usual)
        }
    }

    /// How events of `type` are laid out.
    @inline(__always)
    subscript(_ type: EventType) -> TypeLayout { types[Int(type.rawValue)] }
}
