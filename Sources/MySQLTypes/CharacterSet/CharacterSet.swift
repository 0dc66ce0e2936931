// SPDX-License-Identifier: Apache-2.0

/// A character set of MySQL or MariaDB: which bytes stand for which characters.
///
/// ```swift
/// let column = Collation(rawValue: 8).characterSet  // .latin1
/// let text = column?.decode(bytes) ?? String(repairing: bytes)
/// ```
///
/// The set of a column, not of the connection, says how the bytes of its rows are read.
///
/// Source: `information_schema.character_sets` of MySQL 9.7, MariaDB 10.11 and 11.8.
public enum CharacterSet: String, Sendable, Hashable, CaseIterable {
    /// ARMSCII-8, Armenian.
    case armscii8
    /// US ASCII.
    case ascii
    /// Big5, traditional Chinese.
    case big5
    /// No characters: the bytes of BINARY, VARBINARY and BLOB.
    case binary
    /// Windows code page 1250, Central European.
    case cp1250
    /// Windows code page 1251, Cyrillic.
    case cp1251
    /// Windows code page 1256, Arabic.
    case cp1256
    /// Windows code page 1257, Baltic.
    case cp1257
    /// DOS code page 850, Western European.
    case cp850
    /// DOS code page 852, Central European.
    case cp852
    /// DOS code page 866, Cyrillic.
    case cp866
    /// Windows code page 932, Japanese (Shift_JIS with the extensions of NEC and IBM).
    case cp932
    /// DEC's multinational set, Western European.
    case dec8
    /// EUC-JP as Microsoft maps it, Japanese.
    case eucjpms
    /// Windows code page 949, Korean (EUC-KR and all other syllables).
    case euckr
    /// GB 18030, Chinese: all of Unicode.
    case gb18030
    /// GB 2312, simplified Chinese.
    case gb2312
    /// GBK, simplified Chinese.
    case gbk
    /// GEOSTD8, Georgian.
    case geostd8
    /// ISO 8859-7, Greek.
    case greek
    /// ISO 8859-8, Hebrew.
    case hebrew
    /// HP's Roman-8, Western European.
    case hp8
    /// Kamenický, Czech and Slovak on DOS.
    case keybcs2
    /// KOI8-R, Russian.
    case koi8r
    /// KOI8-U, Ukrainian.
    case koi8u
    /// Windows code page 1252, Western European; every byte stands for a character.
    case latin1
    /// ISO 8859-2, Central European.
    case latin2
    /// ISO 8859-9, Turkish.
    case latin5
    /// ISO 8859-13, Baltic.
    case latin7
    /// Mac OS Central European.
    case macce
    /// Mac OS Roman, Western European.
    case macroman
    /// Shift_JIS, Japanese.
    case sjis
    /// The Swedish variant of ISO 646: 7 bits, letters in place of some punctuation.
    case swe7
    /// TIS-620, Thai.
    case tis620
    /// UTF-16 without surrogates, big-endian.
    case ucs2
    /// EUC-JP, Japanese.
    case ujis
    /// UTF-16, big-endian.
    case utf16
    /// UTF-16, little-endian.
    case utf16le
    /// UTF-32, big-endian.
    case utf32
    /// UTF-8 of up to 3 bytes per character; older servers call it `utf8`.
    case utf8mb3
    /// UTF-8.
    case utf8mb4

    /// Finds a set by the name a server uses, in any case of letters; `utf8` is ``utf8mb3``.
    ///
    /// A name that no server of today uses gives nil: keep the bytes then.
    public init?(name: String) {
        let name = name.lowercased()
        self.init(rawValue: name == "utf8" ? "utf8mb3" : name)
    }

    /// The name as servers of today write it.
    public var name: String { rawValue }

    /// Whether values of this set are bytes and not text.
    public var isBinary: Bool { self == .binary }

    /// The most bytes that one character takes; CHAR(n) has room for n times as many.
    ///
    /// Source: MySQL 9.7, `information_schema.character_sets.maxlen`.
    public var maximumBytesPerCharacter: Int {
        switch self {
        case .utf8mb4, .utf16, .utf16le, .utf32, .gb18030: 4
        case .utf8mb3, .ujis, .eucjpms: 3
        case .big5, .cp932, .euckr, .gb2312, .gbk, .sjis, .ucs2: 2
        default: 1
        }
    }
}

extension CharacterSet: CustomStringConvertible {
    /// The name as servers of today write it.
    public var description: String { name }
}
