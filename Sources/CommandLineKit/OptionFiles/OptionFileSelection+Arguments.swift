// SPDX-License-Identifier: Apache-2.0

extension OptionFileSelection {
    /// Takes the options that say which option files are read out of a command line.
    ///
    /// - Parameter arguments: The command line without the program's name; what is left has none of them.
    /// - Throws: ``ConnectionOptionError`` where a path is missing.
    public mutating func take(from arguments: inout [String]) throws(ConnectionOptionError) {
        var rest: [String] = []
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            index += 1
            guard argument != "--" else {
                rest += arguments[(index - 1)...]
                break
            }
            switch argument {
            case "--no-defaults": isOff = true
            case "--print-defaults": prints = true
            case "--no-login-paths": ignoresLoginFile = true
            default:
                let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard let name = parts.first.map(String.init), OptionFileSelection.valued.contains(name) else {
                    rest.append(argument)
                    continue
                }
                var value = parts.count == 2 ? String(parts[1]) : nil
                if value == nil, index < arguments.count {
                    value = arguments[index]
                    index += 1
                }
                guard let value, !value.isEmpty else { throw ConnectionOptionError("a value is missing", origin: name) }
                set(name, value)
            }
        }
        arguments = rest
    }

    private static let valued: Set<String> = [
        "--defaults-file", "--defaults-extra-file", "--defaults-group-suffix", "--login-path",
    ]

    private mutating func set(_ name: String, _ value: String) {
        switch name {
        case "--defaults-file": only = value
        case "--defaults-extra-file": extra = value
        case "--defaults-group-suffix": groupSuffix = value
        default: loginPath = value
        }
    }
}
