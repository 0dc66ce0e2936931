// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why a key file could not be read.
public struct KeyFileError: Error, Sendable, CustomStringConvertible {
    /// The file, what was wrong with it, and what to do.
    public let description: String
}

/// The files in which servers keep the keys of their encrypted logs.
public enum KeyFiles {
    /// Keys of MariaDB's `file_key_management`, by number: lines of number, semicolon and the key in hexadecimal digits; `#`
    /// begins a comment.
    ///
    /// - Throws: ``KeyFileError``; also where the file is itself encrypted.
    public static func mariaDB(_ path: String) throws(KeyFileError) -> [UInt32: [UInt8]] {
        let data = try contents(path)
        guard !data.starts(with: Array("Salted__".utf8)) else {
            throw KeyFileError(
                description:
                    "\(path): the key file is itself encrypted (file_key_management_filekey); decrypt it first: "
                    + "openssl enc -aes-256-cbc -md sha1 -d -in \(path) -pass file:FILEKEY"
            )
        }
        var keys: [UInt32: [UInt8]] = [:]
        for (number, line) in String(decoding: data, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).enumerated() {
            let text = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else { continue }
            let parts = text.split(separator: ";", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, let id = UInt32(parts[0]), let key = bytes(hex: parts[1]),
                [16, 24, 32].contains(key.count)
            else {
                throw KeyFileError(
                    description:
                        "\(path): line \(number + 1) is not a number, a semicolon and 32, 48 or 64 hexadecimal "
                        + "digits, as MariaDB's file_key_management_filename has them"
                )
            }
            keys[id] = key
        }
        return keys
    }

    /// Keys of MySQL's keyring, by name: the JSON file of `component_keyring_file`, or the binary one of the older
    /// `keyring_file` plugin.
    ///
    /// - Throws: ``KeyFileError``.
    public static func mysql(_ path: String) throws(KeyFileError) -> [String: [UInt8]] {
        let data = try contents(path)
        let heading = Array("Keyring file version:".utf8)
        if data.starts(with: heading) {
            guard let keys = pluginKeys(Array(data.dropFirst(heading.count + 3))) else {
                throw KeyFileError(description: "\(path): the keyring file is cut or damaged")
            }
            return keys
        }
        guard let file = try? JSONDecoder().decode(ComponentFile.self, from: Data(data)) else {
            throw KeyFileError(
                description:
                    "\(path): neither the JSON file of component_keyring_file nor the file of the keyring_file plugin"
            )
        }
        var keys: [String: [UInt8]] = [:]
        for element in file.elements { keys[element.data_id] = bytes(hex: element.data) }
        return keys
    }

    /// The file of MySQL's `component_keyring_file`.
    private struct ComponentFile: Decodable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        struct Element: Decodable {
            let data_id: String
            let data: String
        }

        let elements: [Element]
    }

    /// Keys behind the heading of the plugin's file: lengths of the whole entry, key name, key type, user and key (8
    /// bytes little-endian each), then these; the key's bytes are combined with a fixed text.
    ///
    /// `EOF` ends the entries.
    ///
    /// Source: MySQL 8.0, `plugin/keyring/common/keyring_key.cc`, `Key::load_from_buffer`, `Key::xor_data`.
    private static func pluginKeys(_ data: [UInt8]) -> [String: [UInt8]]? {
        let mask = Array("*305=Ljt0*!@$Hnm(*-9-w;:".utf8)
        var keys: [String: [UInt8]] = [:]
        var offset = 0
        while data.count - offset >= 40 {
            var lengths: [Int] = []
            for field in 0..<5 {
                var value: UInt64 = 0
                for byte in 0..<8 { value |= UInt64(data[offset + field * 8 + byte]) << UInt64(8 * byte) }
                guard value <= UInt64(data.count) else { return nil }
                lengths.append(Int(value))
            }
            let content = lengths[1] + lengths[2] + lengths[3] + lengths[4]
            guard content <= data.count - offset - 40, lengths[0] >= 40 + content, lengths[0] <= data.count - offset
            else { return nil }
            let name = offset + 40
            let key = name + lengths[1] + lengths[2] + lengths[3]
            let masked = data[key..<(key + lengths[4])]
            keys[String(decoding: data[name..<(name + lengths[1])], as: UTF8.self)] =
                masked.enumerated().map { $1 ^ mask[$0 % mask.count] }
            offset += lengths[0]
        }
        return data[offset...].starts(with: Array("EOF".utf8)) ? keys : nil
    }

    private static func contents(_ path: String) throws(KeyFileError) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw KeyFileError(
                description: "\(path): the key file cannot be read; is the path right, and may you read it?"
            )
        }
    }

    private static func bytes(hex text: String) -> [UInt8]? {
        let digits = text.map(\.hexDigitValue)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var result: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            result.append(UInt8(high << 4 | low))
        }
        return result
    }
}
