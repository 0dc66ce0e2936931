// SPDX-License-Identifier: Apache-2.0

/// Connection options as people type them, brought to the spelling that ``ConnectionOptions`` takes.
public enum ConnectionArguments {
    private static let passwords = ["--password", "--password1", "--password2", "--password3"]
    private static let switches: Set<String> = ["ssl", "ssl-verify-server-cert", "get-server-public-key", "compress"]

    /// `-pSECRET` is `--password=SECRET`; a bare `-p` or `--password` asks; `--disable-ssl`, `--ssl=0` and `--skip-ssl` are
    /// the same.
    ///
    /// - Parameter arguments: The command line without the program's name, names spelled with dashes.
    /// - Returns: The same in the spelling that the options have.
    public static func normalized(_ arguments: [String]) -> [String] {
        var result: [String] = []
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { return result + arguments[index...] }
            if argument.hasPrefix("--") {
                result.append(long(argument))
            } else if argument == "-p" {
                result.append("--ask-password")
            } else if argument.hasPrefix("-p") {
                result.append("--password=" + argument.dropFirst(2))
            } else {
                result.append(argument)
            }
        }
        return result
    }

    private static func long(_ argument: String) -> String {
        if passwords.contains(argument) { return "--ask-" + argument.dropFirst(2) }
        let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = OptionName(String(parts[0]))
        if name.name == "cleartext-plugin", let isOn = name.switching {
            return isOn ? "--enable-cleartext-plugin" : "--disable-cleartext-plugin"
        }
        guard switches.contains(name.name) else { return argument }
        var isOn = name.switching ?? true
        switch parts.count == 2 ? parts[1].lowercased() : "1" {
        case "1", "on", "true": break
        case "0", "off", "false": isOn.toggle()
        default: return argument
        }
        return (isOn ? "--" : "--skip-") + name.name
    }
}
