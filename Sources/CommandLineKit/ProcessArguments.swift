// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The command line of this process, where `ps` shows it to everyone.
public enum ProcessArguments {
    /// The words behind the program's name; passwords among them are overwritten where the system shows them.
    ///
    /// For a moment, until this is called, they can be seen: `-p` without a password, an option file or the login file are
    /// safer.
    public static func takenWithPasswordsHidden() -> [String] {
        let arguments = CommandLine.arguments
        let words = unsafe CommandLine.unsafeArgv
        for index in arguments.indices.dropFirst() {
            guard let start = passwordStart(in: arguments[index], after: arguments[index - 1]),
                let word = unsafe words[index]
            else { continue }
            // The word ends with its own zero byte, so nothing behind it is touched.
            var offset = start
            while unsafe word[offset] != 0 {
                unsafe word[offset] = offset == start ? CChar(UInt8(ascii: "x")) : 0
                offset += 1
            }
        }
        return Array(arguments.dropFirst())
    }

    /// The byte of a word at which a password begins; nil where it has none.
    static func passwordStart(in word: String, after previous: String) -> Int? {
        for option in ["--source", "--replica"] {
            // Both may hold an address with a password.
            if word.hasPrefix(option + "=") { return option.utf8.count + 1 }
            if previous == option { return 0 }
        }
        if word.hasPrefix("-p"), word.utf8.count > 2 { return 2 }
        guard word.hasPrefix("--password"), let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let start = word.utf8.distance(from: word.utf8.startIndex, to: equals) + 1
        return start < word.utf8.count ? start : nil
    }
}
