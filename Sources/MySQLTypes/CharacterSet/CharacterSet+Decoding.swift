// SPDX-License-Identifier: Apache-2.0

extension CharacterSet {
    /// Appends `bytes`, which are text of this set, to `text`.
    ///
    /// What is ill-formed or stands for no character becomes U+FFFD. Where two bytes stand for none and the second
    /// is ASCII, that one stays text, so that a lost byte takes no quotation mark with it.
    /// Two sets are read more kindly than the server reads them: ``utf8mb3`` may contain characters of 4 bytes, and
    /// the ASCII bytes of ``binary`` are text.
    /// A surrogate that is not half of a pair is ill-formed, although MariaDB lets it into utf8mb4, ucs2 and utf32.
    ///
    /// Complexity: O(n).
    ///
    /// - Returns: whether every byte was part of a character, so that nothing of `bytes` was lost.
    @discardableResult
    public func write(_ bytes: Span<UInt8>, to text: inout TextWriter) -> Bool {
        switch self {
        case .utf8mb3, .utf8mb4: UTF8Decoder.write(bytes, to: &text)
        case .ascii, .binary: SingleByteTable.ascii.write(bytes, to: &text)
        case .ucs2: UCS2Decoder().write(bytes, to: &text)
        case .utf16: UTF16Decoder(isLittleEndian: false).write(bytes, to: &text)
        case .utf16le: UTF16Decoder(isLittleEndian: true).write(bytes, to: &text)
        case .utf32: UTF32Decoder().write(bytes, to: &text)
        case .big5: DoubleByteTable.big5.write(bytes, to: &text)
        case .euckr: DoubleByteTable.euckr.write(bytes, to: &text)
        case .gb2312: DoubleByteTable.gb2312.write(bytes, to: &text)
        case .gbk: DoubleByteTable.gbk.write(bytes, to: &text)
        case .gb18030: GB18030Decoder.shared.write(bytes, to: &text)
        case .sjis: ShiftJISDecoder(table: .sjis).write(bytes, to: &text)
        case .cp932: ShiftJISDecoder(table: .cp932).write(bytes, to: &text)
        case .ujis: EUCJPDecoder(table: .ujis, threeByte: .ujisThreeByte).write(bytes, to: &text)
        case .eucjpms: EUCJPDecoder(table: .eucjpms, threeByte: .eucjpmsThreeByte).write(bytes, to: &text)
        default: singleByteTable.write(bytes, to: &text)
        }
    }

    /// The text of `bytes`; what is ill-formed or stands for no character becomes U+FFFD.
    public func decode(_ bytes: Span<UInt8>) -> String {
        var text = TextWriter(capacity: bytes.count)
        write(bytes, to: &text)
        return text.string
    }

    /// The text of `bytes`, or nil where a byte is not part of a character.
    public func decodeExactly(_ bytes: Span<UInt8>) -> String? {
        var text = TextWriter(capacity: bytes.count)
        return write(bytes, to: &text) ? text.string : nil
    }

    /// The table of a set whose characters are one byte each.
    private var singleByteTable: SingleByteTable {
        switch self {
        case .armscii8: .armscii8
        case .cp1250: .cp1250
        case .cp1251: .cp1251
        case .cp1256: .cp1256
        case .cp1257: .cp1257
        case .cp850: .cp850
        case .cp852: .cp852
        case .cp866: .cp866
        case .dec8: .dec8
        case .geostd8: .geostd8
        case .greek: .greek
        case .hebrew: .hebrew
        case .hp8: .hp8
        case .keybcs2: .keybcs2
        case .koi8r: .koi8r
        case .koi8u: .koi8u
        case .latin1: .latin1
        case .latin2: .latin2
        case .latin5: .latin5
        case .latin7: .latin7
        case .macce: .macce
        case .macroman: .macroman
        case .swe7: .swe7
        case .tis620: .tis620
        default: .ascii
        }
    }
}
