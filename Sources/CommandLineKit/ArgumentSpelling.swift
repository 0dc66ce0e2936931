// SPDX-License-Identifier: Apache-2.0

/// Spellings that MySQL's own programs take, brought to the one that the options here have.
public enum ArgumentSpelling {
    /// `--start_position` is `--start-position`; `--verify-binlog-checksum=0` is `--skip-verify-binlog-checksum`, `=1` the
    /// option itself; `-V` is `--version`.
    ///
    /// - Parameters:
    ///   - arguments: The command line without the program's name.
    ///   - switches: Long names, without dashes, of options that are on or off.
    /// - Returns: The command line as the options here take it.
    public static func normalized(_ arguments: [String], switches: Set<String>) -> [String] {
        var result: [String] = []
        var isName = true
        for argument in arguments {
            guard isName, argument.hasPrefix("--"), argument != "--" else {
                // Behind `--` all is a file.
                if argument == "--" { isName = false }
                result.append(isName && argument == "-V" ? "--version" : argument)
                continue
            }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0].map { $0 == "_" ? "-" : $0 })
            guard parts.count == 2 else {
                result.append("--" + name)
                continue
            }
            switch (switches.contains(name), parts[1].lowercased()) {
            case (true, "0"), (true, "off"), (true, "false"): result.append("--skip-" + name)
            case (true, "1"), (true, "on"), (true, "true"): result.append("--" + name)
            default: result.append("--\(name)=\(parts[1])")
            }
        }
        return result
    }
}
